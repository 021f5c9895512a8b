/**
 * The command line: one class a command. Commands parse, call {@link org.umdf4j.host.DriverHost} or the control socket
 * of running hosts, and print; they decide nothing about devices.
 */
package org.umdf4j.host.cli;

/**
 * The driver host: loads drivers, plugs their devices in, makes them reachable, and the command line around that.
 *
 * <p>{@link org.umdf4j.host.DriverHost} is the whole of it for a program that embeds umdf4j; the command line in {@code
 * org.umdf4j.host.cli} is one such program. {@link org.umdf4j.host.ThreadScheduler} is what the framework runs on here.
 */
package org.umdf4j.host;

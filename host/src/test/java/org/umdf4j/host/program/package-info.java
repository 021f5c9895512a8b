/** The program as a user runs it: a process of its own, drivers in jars, signals, mistakes. */
package org.umdf4j.host.program;

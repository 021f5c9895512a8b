/** What runs inside a measured JVM: drivers on the framework alone, without a reflector, and what they are compared with. */
package org.umdf4j.benchmarks.inprocess;

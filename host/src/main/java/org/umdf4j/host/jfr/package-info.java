/**
 * The events of the hosted devices as JDK Flight Recorder events, {@code org.umdf4j.*}. {@link
 * org.umdf4j.host.jfr.FlightRecorderBridge} listens to the devices' records only while a recording runs.
 */
package org.umdf4j.host.jfr;

/**
 * The in-flight recorder: what the driver and the framework did last on a device, always on.
 *
 * <p>{@link org.umdf4j.framework.recorder.FlightRecord} is the ring of one device, {@link
 * org.umdf4j.framework.recorder.Recorder} one driver's way to write into it.
 */
package org.umdf4j.framework.recorder;

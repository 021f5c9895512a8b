/**
 * What a reflector sees of the framework: it opens files on a {@link org.umdf4j.framework.irp.DevicePort}, hands in
 * {@link org.umdf4j.framework.irp.Irp IRPs} and is told once how each ended. Queues, drivers and power are behind the
 * port.
 */
package org.umdf4j.framework.irp;

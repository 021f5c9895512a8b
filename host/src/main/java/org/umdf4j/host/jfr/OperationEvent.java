package org.umdf4j.host.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** An operation of a device's stack, such as a suspend. */
@Name("org.umdf4j.Operation")
@Label("Device Operation")
@Description("A Plug and Play or power operation of a device's whole stack")
@StackTrace(false)
final class OperationEvent extends DeviceEvent {
    @Label("Operation")
    String operation = "";

    @Label("Status")
    String status = "";
}

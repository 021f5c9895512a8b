package org.umdf4j.host.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** A callback of a driver, from its begin to its return. */
@Name("org.umdf4j.Callback")
@Label("Driver Callback")
@Description("A callback of a driver, from its begin to its return")
@Threshold("1 ms") // there are one or more for each request; the slow ones are of interest
@StackTrace(false)
final class CallbackEvent extends DeviceEvent {
    @Label("Callback")
    String callback = "";

    @Label("Request")
    @Description("The number of the request it is about, 0 for none")
    int request;

    @Label("Status")
    @Description("What it answered, if it answers a status")
    String status = "";
}

package org.umdf4j.host.jfr;

import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A request, from its first delivery to the driver to its end. */
@Name("org.umdf4j.Request")
@Label("I/O Request")
@Description("A request from its first delivery to the driver to its end; the thread is the one that ended it")
@StackTrace(false) // one for each request; nearly all would be the same two
final class RequestEvent extends DeviceEvent {
    @Label("Request")
    @Description("The request's number on its device, the 17 of r17")
    int request;

    @Label("Type")
    String type = "";

    @Label("Queue")
    @Description("The queue that it was last delivered or retrieved from")
    String queue = "";

    @Label("Ended By")
    @Description("What ended it: the driver's complete, or something of the framework")
    String endedBy = "";

    @Label("Status")
    String status = "";

    @Label("Bytes")
    @DataAmount
    long bytes;
}

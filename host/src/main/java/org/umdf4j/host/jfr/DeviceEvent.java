package org.umdf4j.host.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;

/** What every event says. */
@Category("umdf4j")
abstract class DeviceEvent extends Event {
    @Label("Device")
    @Description("The device's name")
    String device = "";

    @Label("Driver")
    @Description("The driver concerned; (stack) for the device's stack as a whole")
    String driver = "";
}

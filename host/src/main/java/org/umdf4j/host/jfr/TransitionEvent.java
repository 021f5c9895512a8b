package org.umdf4j.host.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A step of a device's Plug and Play, power or other machine. */
@Name("org.umdf4j.Transition")
@Label("State Transition")
@Description("A step of a Plug and Play, power or self-managed I/O machine")
@StackTrace(false)
final class TransitionEvent extends DeviceEvent {
    @Label("Transition")
    String transition = "";
}

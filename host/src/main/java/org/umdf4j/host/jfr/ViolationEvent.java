package org.umdf4j.host.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A driver broke the contract. With a stack: these are rare, and where the driver was is what matters. */
@Name("org.umdf4j.Violation")
@Label("Contract Violation")
@Description("A driver broke a rule of the contract; docs/verifier.md lists them")
final class ViolationEvent extends DeviceEvent {
    @Label("Rule")
    String rule = "";

    @Label("Request")
    @Description("The number of the request it is about, 0 for none")
    int request;
}

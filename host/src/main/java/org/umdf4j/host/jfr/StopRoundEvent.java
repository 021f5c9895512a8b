package org.umdf4j.host.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A queue's stop round: what the driver owns is offered to OnIoStop and every request gets its verdict. */
@Name("org.umdf4j.StopRound")
@Label("Stop Round")
@Description("A queue's stop round, until every request that the driver owned has its verdict")
@StackTrace(false)
final class StopRoundEvent extends DeviceEvent {
    @Label("Round")
    @Description("Which queue's it is")
    String round = "";

    @Label("Owned Before")
    @Description("Requests that the driver owned when it began")
    long ownedBefore;

    @Label("Kept")
    @Description("Requests that the driver keeps while the device sleeps")
    long kept;
}

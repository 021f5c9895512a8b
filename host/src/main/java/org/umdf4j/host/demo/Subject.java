package org.umdf4j.host.demo;

import org.umdf4j.framework.stack.RequestTally;
import org.umdf4j.framework.stack.StackStatus;
import org.umdf4j.host.HostException;
import org.umdf4j.host.HostedDevice;

/** A device of the demo with its account. The main thread uses it; the account is everybody's. */
final class Subject {
    private final HostedDevice device;
    private final Account account = new Account();
    private RequestTally lastTally = RequestTally.NONE;
    private int suspends;

    Subject(HostedDevice device) {
        this.device = device;
    }

    HostedDevice device() {
        return device;
    }

    Account account() {
        return account;
    }

    int suspends() {
        return suspends;
    }

    void suspend() throws HostException {
        device.suspend();
        suspends++;
    }

    void resume() throws HostException {
        device.resume();
    }

    /** What the framework counted, the last time it could be asked. */
    RequestTally tally() {
        device.status()
                .ifPresent(status -> lastTally = status.drivers().stream()
                        .map(StackStatus.DriverStatus::tally)
                        .reduce(RequestTally.NONE, RequestTally::plus));
        return lastTally;
    }

    /** One line for a person who watches. */
    String describe() {
        String state = device.status()
                .map(status ->
                        status.state() + ", " + status.drivers().getFirst().power())
                .orElse("unplugged");
        RequestTally tally = tally();
        return "%-10s %-22s slept %-4d in flight %-3d completed %-9d stopped %-6d resumed %-6d requeued %-6d"
                .formatted(
                        device.name(),
                        state,
                        suspends,
                        account.inFlight(),
                        tally.completed(),
                        tally.stopped(),
                        tally.resumed(),
                        tally.requeued())
                .stripTrailing();
    }
}

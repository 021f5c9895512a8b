package org.umdf4j.host.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.umdf4j.framework.recorder.RecordedEvent;
import org.umdf4j.framework.recorder.TraceText;
import org.umdf4j.host.DeviceName;
import org.umdf4j.host.HostException;
import org.umdf4j.host.HostException.Kind;
import org.umdf4j.host.control.ControlClient;
import org.umdf4j.host.control.Json;
import org.umdf4j.host.control.TraceJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code umdf4j trace NAME}. */
@Command(
        name = "trace",
        description = "Prints what happened last on a device, one event a line; also when a violation has ended it."
                + " Times are relative to the first event printed.")
final class TraceCommand extends HostCommand {
    /** Soon enough for eyes, seldom enough to be no load. */
    private static final long FOLLOW_MILLIS = 200;

    @Parameters(paramLabel = "NAME", description = "The device, as 'umdf4j devices' lists it.")
    private String name = "";

    @Option(names = "--last", paramLabel = "N", description = "Only the last N events of those kept.")
    private int last = Integer.MAX_VALUE;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on printing what happens, until interrupted. Events that come faster than they are asked"
                    + " for are left out; a line says how many.")
    private boolean follow;

    @Option(names = "--json", description = "One JSON object a line, the fields as in docs/cli.md.")
    private boolean json;

    TraceCommand(Map<String, String> environment) {
        super(environment);
    }

    @Override
    public Integer call() throws HostException {
        if (last < 1) {
            throw new HostException(Kind.USAGE, "--last " + last + ": a number from 1 on is needed");
        }
        String device = DeviceName.parse(name).text();
        ControlClient client = new ControlClient(runtimeDirectory());
        List<RecordedEvent> all = client.trace(device, 1);
        List<RecordedEvent> events = all.subList(Math.max(0, all.size() - last), all.size());
        long zeroNanos = events.isEmpty() ? 0 : events.getFirst().nanos();
        print(events, zeroNanos);
        long seen = events.isEmpty() ? 0 : events.getLast().sequence();
        while (follow) {
            pause();
            List<RecordedEvent> more = client.trace(device, seen + 1);
            if (!more.isEmpty()) {
                zeroNanos = seen == 0 ? more.getFirst().nanos() : zeroNanos;
                sayMissed(more.getFirst().sequence() - seen - 1);
                print(more, zeroNanos);
                seen = more.getLast().sequence();
            }
        }
        return ExitCode.OK;
    }

    private void sayMissed(long missed) {
        if (missed > 0 && !json) {
            out().println("  (" + missed + " events left out)");
        }
    }

    private void print(List<RecordedEvent> events, long zeroNanos) {
        if (json) {
            events.forEach(event -> out().println(Json.write(TraceJson.write(event))));
        } else {
            TraceText.lines(events, zeroNanos).forEach(out()::println);
        }
        out().flush();
    }

    private static void pause() throws HostException {
        try {
            TimeUnit.MILLISECONDS.sleep(FOLLOW_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new HostException(Kind.OPERATION, "interrupted", interrupted);
        }
    }
}

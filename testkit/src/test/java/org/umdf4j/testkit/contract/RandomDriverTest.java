package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.RetrievedRequest;
import org.umdf4j.ddi.WDF_CALLBACK_CONSTRAINT;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Program;
import org.umdf4j.testkit.ScriptedDriver;
import org.umdf4j.testkit.ScriptedQueue;
import org.umdf4j.testkit.simulation.Choices;
import org.umdf4j.testkit.simulation.Threads;

/**
 * A driver that keeps the contract but does a different allowed thing each time, under programs that read and cancel and
 * a system that sleeps, rebalances and pulls the device out. Whatever happens, each request ends once and nothing hangs;
 * the bench checks that.
 */
class RandomDriverTest {
    /** Seeds tried in every build; {@code -Dumdf4j.seeds=N} multiplies them. */
    private static final int SEEDS = 150;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void noRequestIsLostHungOrEndedTwiceWhateverAnAllowedDriverDoes() {
        long first = Long.getLong("umdf4j.firstSeed", 1);
        for (long seed = first; seed < first + (long) SEEDS * Integer.getInteger("umdf4j.seeds", 1); seed++) {
            try {
                DriverBench bench = new DriverBench(Choices.random(seed), Threads.VIRTUAL);
                Scenario scenario = new Scenario(bench, new Random(seed));
                bench.run(scenario::play);
            } catch (AssertionError failure) {
                throw new AssertionError(
                        "repeat with -Dumdf4j.firstSeed=" + seed + "\n" + failure.getMessage(), failure);
            }
        }
    }

    private static final class Scenario {
        private final DriverBench bench;
        private final Random random;
        private final ScriptedQueue reads;
        private final ScriptedQueue waiting;
        private final ScriptedDriver driver;

        /** What the driver owns and nobody is completing yet, not cancelable and cancelable. */
        private final List<IWDFIoRequest> plain = new ArrayList<>();

        private final List<IWDFIoRequest> cancelable = new ArrayList<>();

        Scenario(DriverBench bench, Random random) {
            this.bench = bench;
            this.random = random;
            driver = bench.driver();
            if (random.nextBoolean()) {
                driver.beforeDevice(init -> init.setLockingConstraint(WDF_CALLBACK_CONSTRAINT.NONE));
            }
            reads = driver.queue("P", random.nextBoolean() ? PARALLEL : SEQUENTIAL)
                    .powerManaged()
                    .configuredFor(WDF_REQUEST_TYPE.READ)
                    .onRead((_, request, _) -> begin(request, true));
            waiting = driver.queue("W", MANUAL)
                    .onStateChange((queue, _) -> bench.begin("retriever", () -> retrieve(queue)));
            if (random.nextBoolean()) {
                waiting.powerManaged();
            }
            for (ScriptedQueue queue : List.of(reads, waiting)) {
                queue.onIoStop((_, request, _) -> stop(request))
                        .onIoResume((_, _) -> {})
                        .onCancel(this::cancelled);
                if (random.nextBoolean()) {
                    queue.onIoCanceledOnQueue((_, request) -> request.complete(HResult.ERROR_OPERATION_ABORTED));
                }
            }
        }

        private void begin(IWDFIoRequest request, boolean delivered) {
            // OnIoStop may come between retrieving a request and marking it, so retrieved ones stay unmarked.
            switch (random.nextInt(delivered ? 4 : 2)) {
                case 0 -> request.complete(HResult.S_OK);
                case 1 -> keep(request);
                case 2 -> keepCancelable(request);
                default -> request.forwardToIoQueue(waiting.get());
            }
        }

        private void keep(IWDFIoRequest request) {
            plain.add(request);
            bench.begin("completer", () -> {
                if (plain.remove(request)) {
                    request.complete(HResult.S_OK);
                }
            });
        }

        private void keepCancelable(IWDFIoRequest request) {
            cancelable.add(request);
            request.markCancelable(reads.cancel());
            bench.begin("completer", () -> {
                if (cancelable.remove(request) && request.unmarkCancelable()) {
                    request.complete(HResult.S_OK);
                }
            });
        }

        private void cancelled(IWDFIoRequest request) {
            cancelable.remove(request);
            request.complete(HResult.ERROR_OPERATION_ABORTED);
        }

        /** What nobody is completing already gets one of the allowed answers. */
        private void stop(IWDFIoRequest request) {
            if (cancelable.remove(request)) {
                if (!request.unmarkCancelable()) {
                    return;
                }
            } else if (!plain.remove(request)) {
                return;
            }
            switch (random.nextInt(4)) {
                case 0 -> request.complete(HResult.S_OK);
                case 1 -> request.stopAcknowledge(true);
                case 2 -> {
                    request.stopAcknowledge(false);
                    keep(request);
                }
                default -> keep(request);
            }
        }

        private void retrieve(IWDFIoQueue queue) {
            for (RetrievedRequest next = queue.retrieveNextRequest();
                    next.isPresent();
                    next = queue.retrieveNextRequest()) {
                IWDFIoRequest request = next.request().orElseThrow();
                if (random.nextInt(8) == 0) {
                    request.requeue();
                } else {
                    begin(request, false);
                }
            }
        }

        void play() {
            bench.plug(driver);
            Program program = bench.program();
            List<PendingIo> ios = new ArrayList<>();
            List<Activity> readers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int number = 10 * i;
                readers.add(bench.begin("reader", () -> {
                    for (int j = 1; j <= 2; j++) {
                        PendingIo io = program.read(number + j);
                        ios.add(io);
                        if (random.nextInt(3) == 0) {
                            io.cancel();
                        }
                    }
                }));
            }
            for (int round = random.nextInt(3); round >= 0; round--) {
                transition();
            }
            readers.forEach(Activity::await);
            bench.quiet();
            ios.forEach(io -> assertThat(io.isDone()).as("%s", io).isTrue());
        }

        private void transition() {
            switch (random.nextInt(5)) {
                case 0 -> bench.surpriseRemove();
                case 1 -> bench.remove();
                case 2 -> {
                    bench.stack().queryStop();
                    bench.stack().stop();
                    bench.stack().restart();
                }
                default -> {
                    bench.suspend();
                    bench.resume();
                }
            }
        }
    }
}

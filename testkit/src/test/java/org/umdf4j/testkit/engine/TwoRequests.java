package org.umdf4j.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;

import java.util.Optional;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Program;
import org.umdf4j.testkit.ScriptedDriver;
import org.umdf4j.testkit.ScriptedQueue;
import org.umdf4j.testkit.simulation.Granularity;

/**
 * Two requests on a power-managed queue, a thread for each of them and one for power. What the driver keeps about a request
 * is reported as an access, so that nothing else is shared but through the engine.
 */
record TwoRequests(WDF_IO_QUEUE_DISPATCH_TYPE dispatch, Power power, Action action) {
    private static final int REQUESTS = 2;

    /** What happens to the device meanwhile. */
    enum Power {
        SUSPEND_AND_RESUME,
        REMOVE,
        SURPRISE_REMOVE;

        /** Whether no request survives it. */
        boolean removes() {
            return this != SUSPEND_AND_RESUME;
        }
    }

    /** What the thread of a request does. */
    enum Action {
        /** The driver completes it; OnIoStop leaves it alone, since that will come. */
        COMPLETE,
        /** The program cancels it; OnIoStop gives it back if it can still be unmarked. */
        CANCEL,
        /** The driver forwards it to a queue without power; OnIoStop leaves it alone. */
        FORWARD,
        /** The program asks for it; OnIoStop gives the first back and keeps the second. */
        ACKNOWLEDGE
    }

    void play(DriverBench bench) {
        new Play(bench).run();
    }

    private final class Play {
        private final DriverBench bench;
        private final ScriptedDriver driver;
        private final ScriptedQueue p;
        private final ScriptedQueue n;
        private final PendingIo[] ios = new PendingIo[REQUESTS];
        private final Gate[] delivered = new Gate[REQUESTS];
        private final boolean[] marked = new boolean[REQUESTS];

        /** Given back before the thread that retrieved it could note that it has it. */
        private final boolean[] givenBack = new boolean[REQUESTS];

        Play(DriverBench bench) {
            this.bench = bench;
            driver = bench.driver();
            p = driver.queue("P", dispatch).asDefault().powerManaged();
            n = driver.queue("N", MANUAL);
            if (dispatch != MANUAL) {
                p.onRead((_, request, _) -> taken(request));
            }
            p.onIoStop((_, request, _) -> stopped(request)).onIoResume((_, _) -> {});
            p.onCancel(request -> request.complete(HResult.ERROR_OPERATION_ABORTED));
        }

        private int numberOf(IWDFIoRequest request) {
            return Integer.parseInt(bench.trace().nameOf(request).substring(1)) - 1;
        }

        private void taken(IWDFIoRequest request) {
            keep(request);
            delivered[numberOf(request)].open();
        }

        /** What the driver knows of this request is looked at or changed from here to the next scheduling point. */
        private int knownOf(IWDFIoRequest request) {
            int number = numberOf(request);
            bench.scheduler().access(delivered[number], /* write= */ true);
            return number;
        }

        private void keep(IWDFIoRequest request) {
            if (action == Action.CANCEL) {
                request.markCancelable(p.cancel());
                marked[knownOf(request)] = true;
            } else if (!givenBack[knownOf(request)]) {
                bench.hold(request);
            }
            givenBack[numberOf(request)] = false;
        }

        private void stopped(IWDFIoRequest request) {
            String name = bench.trace().nameOf(request);
            switch (action) {
                case COMPLETE, FORWARD -> {}
                case CANCEL -> {
                    // Before it is marked it can be left alone as well: it will be marked and then cancelled.
                    int number = knownOf(request);
                    if (marked[number] && request.unmarkCancelable()) {
                        marked[knownOf(request)] = false;
                        request.stopAcknowledge(true);
                    }
                }
                case ACKNOWLEDGE -> {
                    boolean giveBack = name.equals("r1") || power.removes();
                    int number = knownOf(request);
                    if (giveBack && bench.held().has(name)) {
                        bench.held().take(name);
                    } else if (giveBack) {
                        givenBack[number] = true;
                    }
                    request.stopAcknowledge(giveBack);
                }
            }
        }

        void run() {
            bench.plug(driver);
            Program program = bench.program();
            for (int i = 0; i < REQUESTS; i++) {
                delivered[i] = bench.scheduler().newGate("r" + (i + 1) + " delivered or ended");
            }
            if (action != Action.ACKNOWLEDGE) {
                for (int i = 0; i < REQUESTS; i++) {
                    read(program, i);
                }
            }
            bench.quiet();
            if (action == Action.CANCEL && dispatch == MANUAL) {
                retrieve(); // as the other kinds of queues have delivered theirs by now
                retrieve();
            }
            bench.scheduler().nothingIsShared();
            for (int i = 0; i < REQUESTS; i++) {
                int number = i;
                bench.begin("r" + (i + 1), () -> act(program, number));
            }
            bench.begin("power", () -> {
                switch (power) {
                    case SUSPEND_AND_RESUME -> {
                        assertThat(bench.suspend()).isEqualTo(HResult.S_OK);
                        assertThat(bench.resume()).isEqualTo(HResult.S_OK);
                    }
                    case REMOVE -> assertThat(bench.remove()).isEqualTo(HResult.S_OK);
                    case SURPRISE_REMOVE -> assertThat(bench.surpriseRemove()).isEqualTo(HResult.S_OK);
                }
            });
            bench.quiet();
            bench.scheduler().calmly(this::finish);
        }

        private void read(Program program, int number) {
            ios[number] = program.read(number + 1);
        }

        private void act(Program program, int number) {
            if (action == Action.ACKNOWLEDGE) {
                read(program, number);
                if (dispatch == MANUAL) {
                    retrieve();
                }
                return;
            }
            if (action == Action.CANCEL) {
                ios[number].cancel();
                return;
            }
            Optional<IWDFIoRequest> mine = dispatch == MANUAL ? retrieve() : await(number);
            mine.ifPresent(request -> {
                if (action == Action.COMPLETE || (dispatch == MANUAL && isRefused(request))) {
                    request.complete(HResult.S_OK);
                } else if (dispatch != MANUAL) {
                    request.forwardToIoQueue(n.get());
                }
            });
        }

        /** A retrieved request cannot be forwarded (FWD-3). */
        private boolean isRefused(IWDFIoRequest request) {
            assertThatThrownBy(() -> request.forwardToIoQueue(n.get())).isInstanceOf(WdfException.class);
            return true;
        }

        private Optional<IWDFIoRequest> retrieve() {
            Optional<IWDFIoRequest> request = p.get().retrieveNextRequest().request();
            request.ifPresent(this::name); // its OnIoStop may come when it has ended
            if (action == Action.CANCEL || action == Action.ACKNOWLEDGE) {
                request.ifPresent(this::keep);
            }
            return request;
        }

        /**
         * Looks at a request before OnIoStop does, which has the callback lock: else one of the two could complete it or give
         * it back while the other looks. Where only drivers can tell the difference, nobody comes between the retrieval and
         * the look, and the lock would make many more orders.
         */
        private void name(IWDFIoRequest request) {
            boolean locks = bench.scheduler().granularity() == Granularity.ENGINE;
            if (locks) {
                driver.device().acquireLock();
            }
            try {
                bench.trace().nameOf(request);
            } finally {
                if (locks) {
                    driver.device().releaseLock();
                }
            }
        }

        private Optional<IWDFIoRequest> await(int number) {
            // A request that the removal ends before it is delivered ends the wait as well.
            if (!power.removes()) {
                delivered[number].await();
            }
            String name = "r" + (number + 1);
            bench.scheduler().access(delivered[number], /* write= */ true);
            return bench.held().has(name) ? Optional.of(bench.held().take(name)) : Optional.empty();
        }

        private void finish() {
            if (!power.removes()) {
                for (ScriptedQueue queue : new ScriptedQueue[] {p, n}) {
                    if (queue == n || dispatch == MANUAL) {
                        complete(queue);
                    }
                }
            }
            while (!bench.held().names().isEmpty()) {
                bench.held().complete(bench.held().names().getFirst());
                bench.quiet();
            }
            for (PendingIo io : ios) {
                io.cancel();
                assertThat(io.isDone()).as(io.toString()).isTrue();
            }
        }

        private void complete(ScriptedQueue queue) {
            Optional<IWDFIoRequest> next = queue.get().retrieveNextRequest().request();
            while (next.isPresent()) {
                next.get().complete(HResult.S_OK);
                next = queue.get().retrieveNextRequest().request();
            }
        }
    }

    @Override
    public String toString() {
        return "two requests, " + dispatch + ", " + power + ", " + action;
    }
}

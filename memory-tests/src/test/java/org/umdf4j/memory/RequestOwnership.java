package org.umdf4j.memory;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.request.RequestState;

/** The ownership word of a request: whoever races, one wins, and nothing is lost between them. */
public final class RequestOwnership {
    private RequestOwnership() {}

    /** REQ-6: of two completions one is accepted, and the program hears once. */
    @JCStressTest
    @Outcome(
            id = {"1, 0, 1", "0, 1, 1"},
            expect = ACCEPTABLE,
            desc = "one completion, one answer")
    @State
    public static class TwoCompletions {
        private final Workbench bench = new Workbench();

        @Actor
        public void one(III_Result result) {
            result.r1 = Workbench.accepted(() -> bench.request.complete(HResult.S_OK));
        }

        @Actor
        public void other(III_Result result) {
            result.r2 = Workbench.accepted(() -> bench.request.complete(HResult.S_OK));
        }

        @Arbiter
        public void ended(III_Result result) {
            result.r3 = bench.ended();
        }
    }

    /** CAN-9: either the driver takes its request back, or OnCancel is due; never both, never neither. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "the driver's, or OnCancel's")
    @State
    public static class UnmarkAgainstCancel {
        private final Workbench bench = new Workbench();

        public UnmarkAgainstCancel() {
            bench.request.markCancelable(_ -> {});
        }

        @Actor
        public void driver(II_Result result) {
            result.r1 = bench.request.unmarkCancelable() ? 1 : 0;
        }

        @Actor
        public void program() {
            bench.irp.cancel();
        }

        @Arbiter
        public void claimed(II_Result result) {
            result.r2 = bench.claimed();
        }
    }

    /** CAN-6: a cancellation beside the marking is seen by one of the two. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "OnCancel is due once")
    @State
    public static class MarkAgainstCancel {
        private final Workbench bench = new Workbench();

        @Actor
        public void driver() {
            bench.request.markCancelable(_ -> {});
        }

        @Actor
        public void program() {
            bench.irp.cancel();
        }

        @Arbiter
        public void claimed(I_Result result) {
            result.r1 = bench.claimed();
        }
    }

    /** HOST-3: a completion and the end of the device answer the program once. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "one answer")
    @State
    public static class CompletionAgainstTermination {
        private final Workbench bench = new Workbench();

        @Actor
        public void driver() {
            bench.request.complete(HResult.S_OK);
        }

        @Actor
        public void host() {
            bench.request.terminate();
        }

        @Arbiter
        public void ended(I_Result result) {
            result.r1 = bench.ended();
        }
    }

    /** REQ-6: whoever has heard of the end finds the request ended. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "0, 1", "1, 0"},
            expect = ACCEPTABLE,
            desc = "what has ended is out of reach")
    @State
    public static class LookAgainstCompletion {
        private final Workbench bench = new Workbench();

        @Actor
        public void driver() {
            bench.request.complete(HResult.S_OK);
        }

        @Actor
        public void other(II_Result result) {
            result.r1 = bench.ended();
            result.r2 = Workbench.accepted(() -> bench.request.getReadParameters());
        }
    }

    /** FWD-5: whoever finds a forwarded request stored finds its new queue. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "the owner comes before the state")
    @State
    public static class ForwardAgainstCancel {
        private final Workbench from = new Workbench();
        private final Workbench to = new Workbench();

        public ForwardAgainstCancel() {
            from.request.mustTransition(RequestState.DELIVERED, RequestState.MOVING);
        }

        @Actor
        public void driver() {
            from.request.setOwner(to);
            from.request.mustTransition(RequestState.MOVING, RequestState.STORED);
        }

        @Actor
        public void program(II_Result result) {
            result.r1 = from.request.state() == RequestState.STORED ? 1 : 0;
            result.r2 = from.request.owner() == to ? 1 : 0;
        }
    }
}

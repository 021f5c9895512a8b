package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.util.Set;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_IO_QUEUE_STATE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.client.IoResult;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedQueue;

/** Section 4 of the I/O contract: queue state as reported. */
class QueueStateTest {
    static int bits(Set<WDF_IO_QUEUE_STATE> flags) {
        return flags.stream().mapToInt(WDF_IO_QUEUE_STATE::value).sum();
    }

    @Schedules
    @Rule("QS-1")
    void storedAndOwnedRequestsAreCountedAndAForwardMovesTheCount(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL);
        ScriptedQueue other = rig.driver.queue("Q", MANUAL);
        rig.plugged();
        rig.reads(1, 2, 3);
        assertThat(rig.p.get().getState().requestsInQueue()).isEqualTo(2);
        assertThat(rig.p.get().getState().requestsInDriver()).isEqualTo(1);
        assertThat(bits(rig.p.get().getState().flags())).isEqualTo(0x03);
        bench.held().take("r1").forwardToIoQueue(other.get());
        bench.quiet();
        assertThat(rig.p.get().getState().requestsInQueue()).isEqualTo(1);
        assertThat(rig.p.get().getState().requestsInDriver()).isEqualTo(1);
        assertThat(other.get().getState().requestsInQueue()).isEqualTo(1);
        assertThat(other.get().getState().requestsInDriver()).isZero();
        bench.hold(other.get().retrieveNextRequest().request().orElseThrow());
    }

    @Schedules(0)
    @Rule("QS-2")
    void drainAndPurgeLeaveTheDispatchBit(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.p.get().drain(null);
        bench.quiet();
        assertThat(bits(rig.p.get().getState().flags())).isEqualTo(0x0E);
        rig.p.get().start();
        rig.p.get().purge(null);
        bench.quiet();
        assertThat(bits(rig.p.get().getState().flags())).isEqualTo(0x0E);
        rig.p.get().stop(null);
        assertThat(bits(rig.p.get().getState().flags())).isEqualTo(0x0D);
    }

    @Schedules
    @Rule("QS-3")
    void aRequestRoutedToAQueueThatDoesNotAcceptIsAborted(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.p.get().purge(null);
        assertThat(rig.program().read(1).await()).isEqualTo(new IoResult(HResult.ERROR_OPERATION_ABORTED, 0));
        assertThat(bench.trace().of("OnRead")).isEmpty();
    }

    @Schedules
    @Rule("QS-4")
    void aForwardToAQueueThatDoesNotAcceptIsBusyAndTheDriverKeepsTheRequest(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        ScriptedQueue other = rig.driver.queue("Q", MANUAL);
        rig.plugged();
        rig.read(1);
        other.get().purge(null);
        IWDFIoRequest request = rig.held("r1");
        assertThatThrownBy(() -> request.forwardToIoQueue(other.get()))
                .isInstanceOfSatisfying(
                        WdfException.class, e -> assertThat(e.status()).isEqualTo(HResult.STATUS_WDF_BUSY));
        assertThat(rig.p.get().getState().requestsInDriver()).isEqualTo(1);
    }

    @Schedules
    @Rule("QS-5")
    void aStoppedQueueCannotBeRetrievedFrom(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL).plugged();
        rig.read(1);
        rig.p.get().stop(null);
        assertThat(rig.p.get().retrieveNextRequest().status()).isEqualTo(HResult.STATUS_WDF_PAUSED);
        rig.p.get().start();
        rig.retrieve();
    }
}

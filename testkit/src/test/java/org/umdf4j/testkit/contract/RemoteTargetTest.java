package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_REQUEST_SEND_OPTIONS_FLAGS.SYNCHRONOUS;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IRemoteTargetCallbackRemoval;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.IWDFRemoteTarget;
import org.umdf4j.ddi.POWER_ACTION;
import org.umdf4j.ddi.UMDF_IO_TARGET_OPEN_PARAMS;
import org.umdf4j.ddi.WDF_IO_TARGET_SENT_IO_ACTION;
import org.umdf4j.ddi.WDF_IO_TARGET_STATE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.stack.DeviceStack;
import org.umdf4j.framework.stack.StackState;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;
import org.umdf4j.testkit.ScriptedQueue;

/** Sections 13 and 16 of the I/O contract: remote targets. */
class RemoteTargetTest {
    private static final int READ_WRITE = 0xC000_0000;

    private static void fails(HResult status, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(WdfException.class, e -> assertThat(e.status())
                .isEqualTo(status));
    }

    /** A driver with a remote target that leads to a device called other, which keeps what it gets. */
    private static final class Pair {
        final DriverBench bench;
        final ScriptedDriver driver;
        final DeviceStack other;
        final IWDFRemoteTarget target;

        Pair(DriverBench bench, @Nullable IRemoteTargetCallbackRemoval removal) {
            this.bench = bench;
            ScriptedDriver answering = bench.driver("other");
            ScriptedQueue queue = answering.queue("O", PARALLEL).asDefault();
            queue.onCancel(request -> {
                bench.held().take(bench.trace().nameOf(request));
                request.complete(HResult.ERROR_OPERATION_ABORTED);
            });
            queue.onDefaultIoHandler((_, request) -> {
                bench.hold(request);
                request.markCancelable(queue.cancel());
            });
            other = bench.plugNeighbour("other", answering);
            driver = bench.driver();
            bench.plug(driver);
            target = driver.device().createRemoteTarget(removal, null);
        }

        Pair opened() {
            target.openFileByName("other", READ_WRITE, null);
            return this;
        }

        IWDFIoRequest sendRead(long offset) {
            IWDFIoRequest request = driver.device().createRequest(null, null);
            var memory = driver.driver().createWdfMemory(8, null, driver.device());
            target.formatRequestForRead(request, null, memory, null, offset);
            request.setCompletionCallback(
                    (_, _, params, _) -> bench.trace().mark("done r" + offset + ": " + params.getCompletionStatus()),
                    null);
            request.send(target, Set.of(), 0);
            bench.quiet();
            return request;
        }
    }

    @Schedules
    @Rule("TGT-2")
    void openingADeviceStartsTheTargetAndRequestsGoThere(DriverBench bench) {
        Pair pair = new Pair(bench, null);
        assertThat(pair.target.getState()).isEqualTo(WDF_IO_TARGET_STATE.CLOSED);
        fails(HResult.STATUS_INVALID_DEVICE_STATE, () -> pair.sendRead(1));
        pair.target.openFileByName("\\\\.\\other", READ_WRITE, null);
        assertThat(pair.target.getState()).isEqualTo(WDF_IO_TARGET_STATE.STARTED);
        fails(HResult.STATUS_INVALID_DEVICE_STATE, () -> pair.target.openFileByName("other", READ_WRITE, null));
        IWDFIoRequest request = pair.sendRead(1);
        IWDFIoRequest there = bench.held().get("r1");
        assertThat(there.unmarkCancelable()).isTrue();
        bench.held().take("r1").completeWithInformation(HResult.S_OK, 5);
        assertThat(request.getCompletionParams().getInformation()).isEqualTo(5);
        pair.target.close();
        bench.quiet();
        assertThat(bench.trace().of("other.OnC")).containsExactly("other.OnCleanupFile", "other.OnCloseFile");
    }

    @Schedules(3)
    @Rule("TGT-2")
    void aFileIsOpenedByItsPath(DriverBench bench) {
        bench.system().file("/dev/image", 64);
        Pair pair = new Pair(bench, null);
        pair.target.openFileByName("/dev/image", READ_WRITE, new UMDF_IO_TARGET_OPEN_PARAMS(0, 3, 0));
        IWDFIoRequest request = pair.sendRead(0);
        assertThat(request.getCompletionParams().getInformation()).isEqualTo(8);
        pair.target.close();
        assertThat(pair.target.getTargetFile()).isEmpty();
    }

    @Schedules(3)
    @Rule("TGT-9")
    void aFailedOpenSaysWhyAndLeavesTheTargetClosed(DriverBench bench) {
        Pair pair = new Pair(bench, null);
        bench.expectViolation("TGT-9");
        fails(HResult.ERROR_FILE_NOT_FOUND, () -> pair.target.openFileByName("nobody", READ_WRITE, null));
        fails(
                HResult.E_INVALIDARG,
                () -> pair.target.openFileByName("other", READ_WRITE, new UMDF_IO_TARGET_OPEN_PARAMS(0, 1, 0)));
        fails(HResult.STATUS_INVALID_DEVICE_STATE, pair.target::reopen);
        pair.other.suspend(POWER_ACTION.SLEEP);
        pair.other.surpriseRemove();
        fails(HResult.STATUS_NO_SUCH_DEVICE, () -> pair.target.openFileByName("other", READ_WRITE, null));
        assertThat(pair.target.getState()).isEqualTo(WDF_IO_TARGET_STATE.CLOSED);
    }

    @Schedules(3)
    @Rule("OBJ-7")
    void aParentOutsideTheDevicesTreeIsRefused(DriverBench bench) {
        Pair pair = new Pair(bench, null);
        fails(HResult.E_INVALIDARG, () -> pair.driver.device().createRemoteTarget(null, pair.driver.driver()));
        pair.driver.device().createRemoteTarget(null, pair.target).deleteWdfObject();
    }

    @Schedules(60)
    @Rule("TGT-7")
    void closingEndsEverythingSentBeforeItReturns(DriverBench bench) {
        Pair pair = new Pair(bench, null).opened();
        pair.sendRead(1);
        pair.target.stop(WDF_IO_TARGET_SENT_IO_ACTION.LEAVE_SENT_IO_PENDING);
        pair.sendRead(2);
        pair.target.close();
        assertThat(bench.trace().of("done"))
                .containsExactlyInAnyOrder(
                        "done r1: " + HResult.ERROR_OPERATION_ABORTED, "done r2: " + HResult.ERROR_OPERATION_ABORTED);
        assertThat(pair.target.getState()).isEqualTo(WDF_IO_TARGET_STATE.CLOSED);
        pair.target.close();
        pair.target.closeForQueryRemove();
        assertThat(pair.target.getState()).isEqualTo(WDF_IO_TARGET_STATE.CLOSED);
        fails(HResult.STATUS_INVALID_DEVICE_STATE, pair.target::start);
    }

    @Schedules(60)
    @Rule("TGT-7")
    void aTargetClosedForAQueryIsReopenedOnly(DriverBench bench) {
        Pair pair = new Pair(bench, null).opened();
        pair.sendRead(1);
        pair.target.closeForQueryRemove();
        assertThat(bench.trace().of("done")).hasSize(1);
        assertThat(pair.target.getState()).isEqualTo(WDF_IO_TARGET_STATE.CLOSED_FOR_QUERY_REMOVE);
        fails(HResult.STATUS_INVALID_DEVICE_STATE, pair.target::start);
        fails(HResult.STATUS_INVALID_DEVICE_STATE, () -> pair.target.openFileByName("other", READ_WRITE, null));
        pair.target.stop(WDF_IO_TARGET_SENT_IO_ACTION.CANCEL_SENT_IO);
        pair.target.reopen();
        assertThat(pair.target.getState()).isEqualTo(WDF_IO_TARGET_STATE.STARTED);
        pair.sendRead(2);
        assertThat(bench.held().names()).containsExactly("r2");
        pair.target.close();
        pair.target.openFileByName("other", READ_WRITE, null);
    }

    @Schedules(60)
    @Rule("TGT-8")
    void withoutACallbackTheFrameworkClosesReopensAndCloses(DriverBench bench) {
        Pair pair = new Pair(bench, null).opened();
        pair.sendRead(1);
        assertThat(pair.other.queryRemove()).isEqualTo(HResult.S_OK);
        assertThat(pair.target.getState()).isEqualTo(WDF_IO_TARGET_STATE.CLOSED_FOR_QUERY_REMOVE);
        assertThat(bench.trace().of("done")).hasSize(1);
        pair.other.cancelRemove();
        assertThat(pair.target.getState()).isEqualTo(WDF_IO_TARGET_STATE.STARTED);
        pair.sendRead(2);
        pair.other.remove();
        bench.quiet();
        assertThat(pair.target.getState()).isEqualTo(WDF_IO_TARGET_STATE.CLOSED);
        assertThat(pair.other.state()).isEqualTo(StackState.GONE);
        assertThat(bench.trace().of("done")).hasSize(2);
    }

    @Schedules(60)
    @Rule("TGT-8")
    void withACallbackTheDriverDecidesAndCloses(DriverBench bench) {
        List<String> told = new ArrayList<>();
        Pair pair = new Pair(bench, new IRemoteTargetCallbackRemoval() {
                    @Override
                    public boolean onRemoteTargetQueryRemove(IWDFRemoteTarget target) {
                        told.add("query");
                        if (told.size() > 1) {
                            target.closeForQueryRemove();
                        }
                        return told.size() > 1;
                    }

                    @Override
                    public void onRemoteTargetRemoveCanceled(IWDFRemoteTarget target) {
                        told.add("canceled");
                        target.reopen();
                    }

                    @Override
                    public void onRemoteTargetRemoveComplete(IWDFRemoteTarget target) {
                        told.add("complete");
                        target.close();
                    }
                })
                .opened();
        assertThat(pair.other.queryRemove()).isEqualTo(HResult.ERROR_BUSY);
        assertThat(bench.trace().of("other.OnQueryRemove")).isEmpty();
        assertThat(pair.other.queryRemove()).isEqualTo(HResult.S_OK);
        pair.other.cancelRemove();
        pair.other.remove();
        bench.quiet();
        assertThat(told).containsExactly("query", "query", "canceled", "complete");
        assertThat(pair.other.state()).isEqualTo(StackState.GONE);
    }

    @Schedules(100)
    @Rule({"TGT-7", "TGT-8"})
    void aSurpriseRemovalOfTheOtherDeviceAgainstASynchronousSend(DriverBench bench) {
        Pair pair = new Pair(bench, null).opened();
        Activity send = bench.begin("send", () -> {
            IWDFIoRequest request = pair.driver.device().createRequest(null, null);
            try {
                pair.target.formatRequestForFlush(request, null);
                request.send(pair.target, Set.of(SYNCHRONOUS), 0);
                bench.trace().mark("done " + request.getStatus());
            } catch (WdfException closed) {
                bench.trace().mark("done " + closed.status());
            }
        });
        pair.other.surpriseRemove();
        pair.other.remove();
        send.await();
        bench.quiet();
        assertThat(bench.trace().of("done")).hasSize(1);
        assertThat(pair.target.getState()).isEqualTo(WDF_IO_TARGET_STATE.CLOSED);
    }
}

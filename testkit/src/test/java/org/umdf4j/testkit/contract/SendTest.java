package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;
import static org.umdf4j.ddi.WDF_REQUEST_SEND_OPTIONS_FLAGS.IMPERSONATE_CLIENT;
import static org.umdf4j.ddi.WDF_REQUEST_SEND_OPTIONS_FLAGS.SEND_AND_FORGET;
import static org.umdf4j.ddi.WDF_REQUEST_SEND_OPTIONS_FLAGS.SYNCHRONOUS;
import static org.umdf4j.ddi.WDF_REQUEST_SEND_OPTIONS_FLAGS.TIMEOUT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFDriverCreatedFile;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.IWDFIoRequestCompletionParams;
import org.umdf4j.ddi.IWDFMemory;
import org.umdf4j.ddi.WDFMEMORY_OFFSET;
import org.umdf4j.ddi.WDF_FILE_INFORMATION_CLASS;
import org.umdf4j.ddi.WDF_IO_TARGET_SENT_IO_ACTION;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.verifier.ContractViolationException;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Program;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;

/** Section 15 of the I/O contract, sending to I/O targets, and what sections 8 and 13 say of created requests. */
class SendTest {
    private static final long SECOND = 10_000_000;

    private static void fails(HResult status, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(WdfException.class, e -> assertThat(e.status())
                .isEqualTo(status));
    }

    private static void violates(DriverBench bench, String rule, ThrowingCallable call) {
        bench.expectViolation(rule);
        assertThatThrownBy(call).isInstanceOf(ContractViolationException.class);
    }

    // ------------------------------------------------------------------------------------------- formats

    @Schedules(3)
    @Rule("SND-1")
    void anUnformattedRequestIsRefusedAndStaysTheDrivers(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        IWDFIoRequest request = rig.upper.device().createRequest(null, null);
        fails(HResult.STATUS_REQUEST_NOT_ACCEPTED, () -> rig.send(request));
        fails(HResult.STATUS_INVALID_DEVICE_REQUEST, request::formatUsingCurrentType);
        assertThat(request.getStatus()).isEqualTo(HResult.STATUS_REQUEST_NOT_ACCEPTED);
        request.deleteWdfObject();
    }

    @Schedules(5)
    @Rule({"SND-3", "FIL-14"})
    void aWriteCarriesThePartOfTheMemoryAndItsResultComesBack(DriverBench bench) {
        TargetRig rig = new TargetRig(bench);
        List<String> seen = new ArrayList<>();
        rig.below.onWrite((_, request, _) -> {
            byte[] bytes = request.retrieveInputBuffer(0).toArray(ValueLayout.JAVA_BYTE);
            seen.add(new String(bytes, StandardCharsets.UTF_8) + "@"
                    + request.getWriteParameters().offset());
            request.completeWithInformation(HResult.S_OK, bytes.length);
        });
        rig.plugged();
        IWDFMemory memory = rig.memory("hello world");
        IWDFIoRequest request = rig.upper.device().createRequest(null, null);
        rig.target().formatRequestForWrite(request, rig.file(), memory, new WDFMEMORY_OFFSET(6, 5), 7L);
        assertThat(request.getType()).isEqualTo(WDF_REQUEST_TYPE.WRITE);
        request.send(rig.target(), Set.of(SYNCHRONOUS), 0);
        assertThat(seen).containsExactly("world@7");
        var params = (IWDFIoRequestCompletionParams) request.getCompletionParams();
        assertThat(params.getWriteParameters().bytes()).isEqualTo(5);
        assertThat(params.getWriteParameters().memory()).contains(memory);
        assertThat(params.getWriteParameters().memoryOffset()).isEqualTo(6);
        assertThat(params.getCompletedRequestType()).isEqualTo(WDF_REQUEST_TYPE.WRITE);
        fails(HResult.ERROR_INVALID_OPERATION, params::getReadParameters);
        fails(HResult.ERROR_INVALID_OPERATION, params::getIoctlParameters);
    }

    @Schedules(5)
    @Rule("SND-3")
    void aControlHasTwoMemoriesAndFlushAndInformationArriveAsWhatTheyAre(DriverBench bench) {
        TargetRig rig = new TargetRig(bench);
        rig.below.onDeviceIoControl((_, request, _, _, _) -> {
            MemorySegment output = request.retrieveOutputBuffer(4);
            output.set(ValueLayout.JAVA_BYTE, 0, request.retrieveInputBuffer(1).get(ValueLayout.JAVA_BYTE, 0));
            request.completeWithInformation(HResult.S_OK, 4);
        });
        rig.plugged();
        IWDFMemory input = rig.memory("x");
        IWDFMemory output = rig.memory();
        IWDFIoRequest request = rig.upper.device().createRequest(null, null);
        rig.target()
                .formatRequestForIoctl(request, 0x1000, rig.file(), input, null, output, new WDFMEMORY_OFFSET(8, 0));
        request.send(rig.target(), Set.of(SYNCHRONOUS), 0);
        var result = ((IWDFIoRequestCompletionParams) request.getCompletionParams()).getIoctlParameters();
        assertThat(result.ioControlCode()).isEqualTo(0x1000);
        assertThat(result.outputMemoryOffset()).isEqualTo(8);
        assertThat(result.outBytes()).isEqualTo(4);
        assertThat(output.getDataBuffer().get(ValueLayout.JAVA_BYTE, 8)).isEqualTo((byte) 'x');

        rig.below.onDefaultIoHandler((_, received) -> bench.hold(received));
        rig.target().formatRequestForFlush(request, rig.file());
        rig.send(request);
        complete(rig, "flush");
        var standard = WDF_FILE_INFORMATION_CLASS.STANDARD;
        rig.target().formatRequestForQueryInformation(request, standard, rig.file(), output, null);
        rig.send(request);
        complete(rig, "query");
        rig.target().formatRequestForSetInformation(request, standard, rig.file(), input, null);
        rig.send(request);
        complete(rig, "set");
        assertThat(request.getStatus()).isEqualTo(HResult.S_OK);
    }

    private static void complete(TargetRig rig, String name) {
        rig.bench.quiet();
        rig.complete(name, HResult.S_OK);
    }

    @Schedules(3)
    @Rule({"FIL-14", "SND-18"})
    void aFormatIsChecked(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        IWDFIoRequest request = rig.upper.device().createRequest(null, null);
        IWDFMemory memory = rig.memory();
        fails(HResult.E_INVALIDARG, () -> rig.target().formatRequestForRead(request, null, memory, null, null));
        for (WDFMEMORY_OFFSET outside : List.of(
                new WDFMEMORY_OFFSET(17, 0),
                new WDFMEMORY_OFFSET(10, 7),
                new WDFMEMORY_OFFSET(-1, 4),
                new WDFMEMORY_OFFSET(1, Long.MAX_VALUE))) {
            fails(HResult.STATUS_INVALID_BUFFER_SIZE, () -> rig.target()
                    .formatRequestForRead(request, rig.file(), memory, outside, null));
        }
        assertThat(rig.target().getTargetFile()).isEmpty();
    }

    @Schedules
    @Rule("SND-18")
    void aLaterFormatReplacesAnEarlierOne(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        IWDFIoRequest request = rig.readRequest(1);
        rig.format(request, 2);
        rig.send(request);
        bench.quiet();
        assertThat(bench.held().names()).containsExactly("r2");
    }

    // ------------------------------------------------------------------------------------------- ownership

    @Schedules
    @Rule({"SND-2", "SND-4", "SND-15"})
    void aSentRequestComesBackOnceWithTheStatusFromBelow(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        IWDFIoRequest request = rig.sendRead(1);
        bench.quiet();
        assertThat(rig.done()).isEmpty();
        fails(HResult.ERROR_INVALID_OPERATION, request::getCompletionParams);
        bench.held().take("r1").complete(HResult.ERROR_IO_DEVICE);
        assertThat(rig.done()).containsExactly("done r1: " + HResult.ERROR_IO_DEVICE);
        assertThat(request.getStatus()).isEqualTo(HResult.ERROR_IO_DEVICE);
        assertThat(request.getCompletionParams().getCompletionStatus()).isEqualTo(HResult.ERROR_IO_DEVICE);
    }

    @Schedules
    @Rule("SND-2")
    void aCreatedRequestNeedsNoCompletionCallback(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        IWDFIoRequest request = rig.readRequest(1);
        request.setCompletionCallback(null, null);
        rig.send(request);
        complete(rig, "r1");
        assertThat(rig.done()).isEmpty();
        assertThat(request.getStatus()).isEqualTo(HResult.S_OK);
    }

    @Schedules
    @Rule({"SND-3", "SND-15"})
    void aSynchronousSendReturnsAfterTheCompletionCallback(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        IWDFIoRequest request = rig.readRequest(1);
        Activity send = bench.begin("send", () -> {
            request.send(rig.target(), Set.of(SYNCHRONOUS), 0);
            bench.trace().mark("send returned");
        });
        bench.quiet();
        assertThat(send.isDone()).isFalse();
        rig.complete("r1", HResult.S_OK);
        send.await();
        assertThat(bench.trace().of("done", "send")).containsExactly("done r1: " + HResult.S_OK, "send returned");
    }

    @Schedules
    @Rule({"SND-4", "SND-16"})
    void aCallbackServesOneCompletion(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        IWDFIoRequest request = rig.sendRead(1);
        complete(rig, "r1");
        rig.target().formatRequestForRead(request, rig.file(), rig.memory(), null, 2L);
        rig.send(request);
        complete(rig, "r2");
        assertThat(rig.done()).containsExactly("done r1: " + HResult.S_OK);
    }

    @Schedules
    @Rule("SND-7")
    void aReceivedRequestIsNotSentWithoutAnybodyToCompleteIt(DriverBench bench) {
        TargetRig rig = new TargetRig(bench);
        rig.upper.queue("U", PARALLEL).configuredFor(WDF_REQUEST_TYPE.READ).onRead((_, request, _) -> {
            request.formatUsingCurrentType();
            fails(HResult.STATUS_INVALID_DEVICE_REQUEST, () -> rig.send(request));
            request.complete(HResult.S_OK);
        });
        rig.plugged();
        assertThat(bench.program().read(1).await().status()).isEqualTo(HResult.S_OK);
    }

    @Schedules
    @Rule("SND-10")
    void aSentRequestCannotBeSentFormattedOrGivenACallback(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        IWDFIoRequest request = rig.sendRead(1);
        violates(bench, "SND-10", () -> rig.send(request));
    }

    @Schedules
    @Rule("SND-10")
    void aSentRequestCannotBeFormatted(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        IWDFIoRequest request = rig.sendRead(1);
        violates(bench, "SND-10", () -> rig.format(request, 2));
    }

    @Schedules(100)
    @Rule("SND-10")
    void ofTwoThreadsThatSendARequestOneBreaksTheRule(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        IWDFIoRequest request = rig.readRequest(1);
        bench.expectViolation("SND-10");
        List<Activity> sends = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            sends.add(bench.begin("send " + i, () -> {
                try {
                    rig.send(request);
                } catch (ContractViolationException one) {
                    bench.trace().mark("broken");
                } catch (WdfException terminatedMeanwhile) {
                    assertThat(terminatedMeanwhile.status()).isEqualTo(HResult.STATUS_DRIVER_PROCESS_TERMINATED);
                }
            }));
        }
        sends.forEach(Activity::await);
        assertThat(bench.trace().of("broken")).hasSize(1);
    }

    // ------------------------------------------------------------------------------------------- created requests

    @Schedules(3)
    @Rule("REQ-9")
    void completingACreatedRequestIsAViolation(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        IWDFIoRequest request = rig.upper.device().createRequest(null, null);
        assertThat(request.getIoQueue()).isEmpty();
        assertThat(request.getFileObject()).isEmpty();
        violates(bench, "REQ-9", () -> request.complete(HResult.S_OK));
    }

    @Schedules
    @Rule("REQ-14")
    void aReusedRequestForgetsFormatCallbackAndResult(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        IWDFIoRequest request = rig.sendRead(1);
        complete(rig, "r1");
        request.reuse(HResult.STATUS_NOT_SUPPORTED);
        assertThat(request.getStatus()).isEqualTo(HResult.STATUS_NOT_SUPPORTED);
        fails(HResult.ERROR_INVALID_OPERATION, request::getCompletionParams);
        fails(HResult.STATUS_REQUEST_NOT_ACCEPTED, () -> rig.send(request));
        rig.format(request, 2);
        rig.send(request);
        complete(rig, "r2");
        assertThat(rig.done()).hasSize(2);
    }

    @Schedules
    @Rule("REQ-14")
    void reusingASentRequestIsAViolation(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        IWDFIoRequest request = rig.sendRead(1);
        violates(bench, "REQ-14", () -> request.reuse(HResult.S_OK));
    }

    @Schedules
    @Rule("REQ-14")
    void deletingASentRequestIsAViolation(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        IWDFIoRequest request = rig.sendRead(1);
        violates(bench, "REQ-14", request::deleteWdfObject);
    }

    @Schedules
    @Rule("REQ-14")
    void deletingTheParentOfASentRequestIsAViolation(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        var parent = rig.upper.driver().createWdfObject(null, rig.upper.device());
        IWDFIoRequest request = rig.upper.device().createRequest(null, parent);
        rig.format(request, 1);
        rig.send(request);
        bench.expectViolation("REQ-14");
        parent.deleteWdfObject();
    }

    @Schedules
    @Rule({"REQ-14", "SND-15"})
    void aRequestMayBeSentAgainOrDeletedInItsCompletionCallback(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        IWDFIoRequest request = rig.readRequest(1);
        request.setCompletionCallback(
                (completed, _, _, _) -> {
                    completed.reuse(HResult.S_OK);
                    rig.format(completed, 2);
                    completed.setCompletionCallback((again, _, _, _) -> again.deleteWdfObject(), null);
                    rig.send(completed);
                },
                null);
        rig.send(request);
        complete(rig, "r1");
        complete(rig, "r2");
        fails(HResult.STATUS_DELETE_PENDING, () -> request.assignContext(null, "late"));
    }

    @Schedules(3)
    @Rule("OBJ-7")
    void aParentOutsideTheDevicesTreeIsRefused(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        fails(HResult.E_INVALIDARG, () -> rig.upper.device().createRequest(null, rig.lower.device()));
        rig.upper.device().createRequest(null, rig.file()).deleteWdfObject();
    }

    // ------------------------------------------------------------------------------------------- send and forget

    @Schedules
    @Rule({"SND-5", "SND-6"})
    void aForgottenRequestLeavesTheQueueAtOnceAndCompletesFromBelow(DriverBench bench) {
        ScriptedDriver lower = bench.driver("lower");
        lower.queue("L", PARALLEL).asDefault().onRead((_, request, _) -> bench.hold(request));
        ScriptedDriver filter = bench.driver("filter").beforeDevice(IWDFDeviceInitialize::setFilter);
        filter.queue("F", SEQUENTIAL)
                .configuredFor(WDF_REQUEST_TYPE.READ)
                .onRead((_, request, _) -> request.send(
                        filter.device().getDefaultIoTarget(), Set.of(SEND_AND_FORGET, IMPERSONATE_CLIENT), 0));
        bench.plug(lower, filter);
        Program program = bench.program();
        PendingIo first = program.read(1);
        program.read(2);
        bench.quiet();
        assertThat(bench.held().names()).containsExactly("r1", "r2");
        bench.held().take("r1").complete(HResult.ERROR_IO_DEVICE);
        assertThat(first.await().status()).isEqualTo(HResult.ERROR_IO_DEVICE);
    }

    @Schedules
    @Rule("SND-5")
    void whatMayNotBeForgottenIsRefused(DriverBench bench) {
        TargetRig rig = new TargetRig(bench);
        rig.upper.queue("U", PARALLEL).configuredFor(WDF_REQUEST_TYPE.READ).onRead((_, request, _) -> {
            fails(HResult.E_INVALIDARG, () -> request.send(rig.target(), Set.of(SEND_AND_FORGET, SYNCHRONOUS), 0));
            rig.target().formatRequestForRead(request, rig.file(), rig.memory(), null, null);
            fails(HResult.STATUS_INVALID_DEVICE_REQUEST, () -> request.send(rig.target(), Set.of(SEND_AND_FORGET), 0));
            request.complete(HResult.S_OK);
        });
        rig.plugged();
        bench.program().read(1).await();
        IWDFIoRequest created = rig.readRequest(2);
        fails(HResult.STATUS_INVALID_DEVICE_STATE, () -> created.send(rig.target(), Set.of(SEND_AND_FORGET), 0));
        created.send(rig.target(), Set.of(), 0);
    }

    // ------------------------------------------------------------------------------------------- time-outs

    @Schedules
    @Rule({"SND-8", "SND-9"})
    void aRelativeTimeOutCancelsAndIsReportedAsTimeOut(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).cancelable().plugged();
        rig.readRequest(1).send(rig.target(), Set.of(TIMEOUT), -3 * SECOND);
        bench.scheduler().setClock(Duration.ofHours(1));
        bench.scheduler().pass(Duration.ofMillis(2999));
        assertThat(rig.done()).isEmpty();
        bench.scheduler().pass(Duration.ofMillis(1));
        assertThat(rig.done()).containsExactly("done r1: " + HResult.STATUS_IO_TIMEOUT);
    }

    @Schedules
    @Rule("SND-8")
    void anAbsoluteTimeOutFollowsTheClock(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).cancelable().plugged();
        long due = bench.scheduler().systemTime() + 3600 * SECOND;
        rig.readRequest(1).send(rig.target(), Set.of(TIMEOUT), due);
        bench.scheduler().pass(Duration.ofSeconds(10));
        assertThat(rig.done()).isEmpty();
        bench.scheduler().setClock(Duration.ofHours(1));
        bench.scheduler().pass(Duration.ofSeconds(1));
        assertThat(rig.done()).containsExactly("done r1: " + HResult.STATUS_IO_TIMEOUT);
    }

    @Schedules(3)
    @Rule("SND-8")
    void zeroAndTheMissingFlagMeanNoTimeOut(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).cancelable().plugged();
        rig.readRequest(1).send(rig.target(), Set.of(TIMEOUT), 0);
        rig.readRequest(2).send(rig.target(), Set.of(), -1);
        rig.readRequest(3).send(rig.target(), Set.of(TIMEOUT), Long.MIN_VALUE);
        bench.scheduler().pass(Duration.ofDays(300));
        assertThat(rig.done()).isEmpty();
        rig.complete("r1", HResult.S_OK);
        rig.complete("r2", HResult.S_OK);
        rig.complete("r3", HResult.S_OK);
    }

    @Schedules
    @Rule("SND-9")
    void aTimeOutInAStoppedTargetIsATimeOutAndASynchronousSendReturns(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        rig.target().stop(WDF_IO_TARGET_SENT_IO_ACTION.LEAVE_SENT_IO_PENDING);
        IWDFIoRequest request = rig.readRequest(1);
        request.send(rig.target(), Set.of(TIMEOUT, SYNCHRONOUS), -SECOND);
        assertThat(request.getStatus()).isEqualTo(HResult.STATUS_IO_TIMEOUT);
        assertThat(bench.held().names()).isEmpty();
    }

    @Schedules
    @Rule("SND-9")
    void anotherStatusThanCancelledStandsAfterATimeOut(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        IWDFIoRequest request = rig.readRequest(1);
        request.send(rig.target(), Set.of(TIMEOUT), -SECOND);
        bench.scheduler().pass(Duration.ofSeconds(2));
        assertThat(rig.done()).isEmpty();
        bench.held().take("r1").completeWithInformation(HResult.S_OK, 3);
        assertThat(request.getStatus()).isEqualTo(HResult.S_OK);
        assertThat(request.getCompletionParams().getInformation()).isEqualTo(3);
    }

    @Schedules(150)
    @Rule("SND-9")
    void aTimeOutAgainstACompletionEndsTheSendOnce(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).cancelable().plugged();
        IWDFIoRequest request = rig.readRequest(1);
        Activity complete = bench.begin("completion", () -> {
            bench.scheduler().newGate("the time").await(Duration.ofSeconds(1).toNanos());
            if (bench.held().has("r1")) {
                rig.complete("r1", HResult.S_OK);
            }
        });
        request.send(rig.target(), Set.of(TIMEOUT, SYNCHRONOUS), -SECOND);
        assertThat(request.getStatus()).isIn(HResult.S_OK, HResult.STATUS_IO_TIMEOUT);
        assertThat(rig.done()).containsExactly("done r1: " + request.getStatus());
        complete.await();
    }

    // ------------------------------------------------------------------------------------------- cancellation

    @Schedules
    @Rule("SND-11")
    void aCancelableSentRequestIsCancelled(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).cancelable().plugged();
        IWDFIoRequest request = rig.sendRead(1);
        bench.quiet();
        assertThat(request.cancelSentRequest()).isTrue();
        bench.quiet();
        assertThat(rig.done()).containsExactly("done r1: " + HResult.ERROR_OPERATION_ABORTED);
    }

    @Schedules(150)
    @Rule("SND-11")
    void cancellationAgainstCompletionReportsOneEnd(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).cancelable().plugged();
        IWDFIoRequest request = rig.sendRead(1);
        bench.quiet();
        Activity cancel = bench.begin("cancel", request::cancelSentRequest);
        Activity complete = bench.begin("complete", () -> {
            if (bench.held().has("r1")) {
                rig.complete("r1", HResult.S_OK);
            }
        });
        cancel.await();
        complete.await();
        bench.quiet();
        assertThat(rig.done()).hasSize(1);
        assertThat(request.getStatus()).isIn(HResult.S_OK, HResult.ERROR_OPERATION_ABORTED);
    }

    @Schedules(100)
    @Rule("SND-11")
    void cancellationAgainstTheSendItselfNeverLosesTheRequest(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).cancelable().plugged();
        IWDFIoRequest request = rig.readRequest(1);
        Activity cancel = bench.begin("cancel", request::cancelSentRequest);
        try {
            rig.send(request);
        } catch (WdfException beforeTheSend) {
            assertThat(beforeTheSend.status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        }
        cancel.await();
        bench.quiet();
        if (bench.held().has("r1")) {
            rig.complete("r1", HResult.S_OK);
        }
    }

    @Schedules
    @Rule("SND-12")
    void aRequestHeldByAStoppedTargetIsCancelledThere(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        rig.target().stop(WDF_IO_TARGET_SENT_IO_ACTION.LEAVE_SENT_IO_PENDING);
        IWDFIoRequest request = rig.sendRead(1);
        assertThat(request.cancelSentRequest()).isTrue();
        assertThat(rig.done()).containsExactly("done r1: " + HResult.ERROR_OPERATION_ABORTED);
        rig.target().start();
        assertThat(bench.held().names()).isEmpty();
    }

    @Schedules
    @Rule("SND-13")
    void aLowerDriverThatDoesNotLetCancelEndsTheRequestWhenItWill(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        IWDFIoRequest request = rig.sendRead(1);
        bench.quiet();
        request.cancelSentRequest();
        bench.quiet();
        assertThat(rig.done()).isEmpty();
        IWDFIoRequest below = bench.held().get("r1");
        assertThat(below.isCanceled()).isTrue();
        bench.held().take("r1").complete(HResult.S_OK);
        assertThat(rig.done()).containsExactly("done r1: " + HResult.S_OK);
    }

    @Schedules
    @Rule("SND-14")
    void aProgramsCancelReachesTheLowerDriverDirectly(DriverBench bench) {
        ScriptedDriver lower = bench.driver("lower");
        var below = lower.queue("L", PARALLEL).asDefault();
        below.onCancel(request -> request.complete(HResult.ERROR_OPERATION_ABORTED));
        below.onRead((_, request, _) -> request.markCancelable(below.cancel()));
        ScriptedDriver filter = bench.driver("filter").beforeDevice(IWDFDeviceInitialize::setFilter);
        filter.queue("F", PARALLEL).configuredFor(WDF_REQUEST_TYPE.READ).onRead((_, request, _) -> {
            request.formatUsingCurrentType();
            request.setCompletionCallback((sent, _, params, _) -> sent.complete(params.getCompletionStatus()), null);
            request.send(filter.device().getDefaultIoTarget(), Set.of(), 0);
        });
        bench.plug(lower, filter);
        PendingIo io = bench.program().read(1);
        bench.begin("cancel", io::cancel).await();
        assertThat(io.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        assertThat(bench.trace().of("filter.OnCancel")).isEmpty();
    }

    @Schedules
    @Rule("SND-17")
    void theImpersonationOptionsPassForOtherRequestsThanCreates(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        rig.readRequest(1).send(rig.target(), Set.of(IMPERSONATE_CLIENT), 0);
        complete(rig, "r1");
        assertThat(rig.done()).hasSize(1);
    }

    @Schedules
    @Rule("SND-20")
    void whatWasSentForAFileIsCancelledTogether(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).cancelable().plugged();
        IWDFDriverCreatedFile other = rig.upper.device().createWdfFile("other");
        IWDFIoRequest ofOther = rig.upper.device().createRequest(null, null);
        rig.target().formatRequestForRead(ofOther, other, rig.memory(), null, 9L);
        rig.send(ofOther);
        rig.sendRead(1);
        rig.sendRead(2);
        bench.quiet();
        rig.target().cancelSentRequestsForFile(rig.file());
        bench.quiet();
        assertThat(rig.done()).hasSize(2);
        assertThat(bench.held().names()).containsExactly("r9");
        rig.complete("r9", HResult.S_OK);
        other.close();
    }

    @Schedules(3)
    @Rule("SND-21")
    void aCancelBeforeTheSendFailsTheSendUntilReuse(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        IWDFIoRequest request = rig.readRequest(1);
        assertThat(request.cancelSentRequest()).isFalse();
        fails(HResult.ERROR_OPERATION_ABORTED, () -> rig.send(request));
        assertThat(bench.held().names()).isEmpty();
        request.reuse(HResult.S_OK);
        rig.format(request, 1);
        rig.send(request);
        complete(rig, "r1");
        assertThat(Optional.of(request.getStatus())).contains(HResult.S_OK);
    }
}

package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IQueueCallbackRead;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFFile;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_REQUEST_SEND_OPTIONS_FLAGS;
import org.umdf4j.framework.client.DeviceFile;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Requestor;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;

/** Who issued a request, for whom, in which activity; the reference pages, for the contract has no rules for it. */
class RequestOriginTest {
    private static final UUID FIRST = new UUID(1, 1);
    private static final UUID SECOND = new UUID(2, 2);

    /** A filter above a function driver; both look at each read, the filter may change it before it sends it on. */
    private record Stack(DriverBench bench, List<String> seen) {
        Stack(DriverBench bench, IQueueCallbackRead filterDoes) {
            this(bench, new ArrayList<>());
            ScriptedDriver lower = bench.driver("lower");
            lower.queue("D", PARALLEL).asDefault().onRead((_, request, _) -> {
                look("lower", request);
                request.complete(HResult.S_OK);
            });
            ScriptedDriver filter = bench.driver("filter").beforeDevice(IWDFDeviceInitialize::setFilter);
            filter.queue("F", PARALLEL).asDefault().onRead((queue, request, length) -> {
                filterDoes.onRead(queue, request, length);
                look("filter", request);
                request.send(
                        filter.device().getDefaultIoTarget(),
                        Set.of(WDF_REQUEST_SEND_OPTIONS_FLAGS.SEND_AND_FORGET),
                        0);
            });
            bench.plug(lower, filter);
        }

        private void look(String driver, IWDFIoRequest request) {
            seen.add("%s: process %d, driver %b/%b, activity %s"
                    .formatted(
                            driver,
                            request.getRequestorProcessId(),
                            request.isFromUserModeDriver(),
                            request.getUserModeDriverInitiatedIo(),
                            request.retrieveActivityId()
                                    .map(UUID::getLeastSignificantBits)
                                    .orElse(0L)));
        }

        DeviceFile open() {
            return DeviceFile.open(bench.stack().port(), bench.scheduler(), "", new Requestor(77, 5, 6));
        }
    }

    @Schedules(0)
    void aRequestSentOnKeepsItsProcessAndActivity(DriverBench bench) {
        Stack stack = new Stack(bench, (_, _, _) -> {});
        try (DeviceFile file = stack.open()) {
            file.setActivityId(FIRST);
            assertThat(file.read(new byte[1], 0).succeeded()).isTrue();
        }
        assertThat(stack.seen())
                .containsExactly(
                        "filter: process 77, driver false/false, activity 1",
                        "lower: process 77, driver false/false, activity 1");
    }

    @Schedules(0)
    void whatADriverSaysOfARequestIsSeenBelowIt(DriverBench bench) {
        Stack stack = new Stack(bench, (_, request, _) -> {
            request.setActivityId(SECOND);
            request.setUserModeDriverInitiatedIo(true);
        });
        try (DeviceFile file = stack.open()) {
            file.setActivityId(FIRST);
            assertThat(file.read(new byte[1], 0).succeeded()).isTrue();
        }
        assertThat(stack.seen())
                .containsExactly(
                        "filter: process 77, driver false/true, activity 2",
                        "lower: process 77, driver true/true, activity 2");
    }

    @Schedules(0)
    void aRequestOfAProgramThatNamesNoActivityHasNone(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.read(1);
        assertThat(rig.held("r1").retrieveActivityId()).isEmpty();
        assertThat(rig.held("r1").isFrom32BitProcess()).isFalse();
        rig.complete("r1");
    }

    @Schedules(0)
    void aFileKnowsItsNameItsRelationAndWhoHadItOpened(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        var opening = new FileObject.Opening(Optional.empty(), 4711);
        var parent = new FileObject("dir\0stream", new Requestor(77, 5, 6), opening);
        DeviceFile first = DeviceFile.open(bench.stack().port(), bench.scheduler(), parent);
        DeviceFile second = first.openBelow("leaf");
        IWDFFile upper = fileOf(rig, first, 11);
        IWDFFile below = fileOf(rig, second, 12);
        assertThat(upper.retrieveFileName()).isEqualTo("dir");
        assertThat(upper.retrieveCountedFileName()).contains("dir\0stream");
        assertThat(upper.getInitiatorProcessId()).isEqualTo(4711);
        assertThat(upper.getRelatedFileObject()).isEmpty();
        assertThat(below.retrieveFileName()).isEqualTo("leaf");
        assertThat(below.getInitiatorProcessId()).isZero();
        assertThat(below.getRelatedFileObject()).containsSame(upper);
        first.close();
        bench.quiet();
        assertThat(below.getRelatedFileObject()).isEmpty();
        second.close();
        rig.read(1);
        assertThat(rig.held("r1").getFileObject().orElseThrow().retrieveCountedFileName())
                .isEmpty();
        rig.complete("r1");
    }

    private static IWDFFile fileOf(Rig rig, DeviceFile file, int number) {
        file.startRead(MemorySegment.ofArray(new byte[1]), number);
        rig.bench.quiet();
        IWDFFile found = rig.held("r" + number).getFileObject().orElseThrow();
        rig.complete("r" + number);
        return found;
    }
}

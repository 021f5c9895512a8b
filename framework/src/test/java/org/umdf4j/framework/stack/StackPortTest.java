package org.umdf4j.framework.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.Rule;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.framework.irp.Requestor;
import org.umdf4j.framework.pnp.PnpState;
import org.umdf4j.framework.verifier.Violation;

/** Files and IRPs at the top of a stack. */
@Timeout(30)
class StackPortTest {
    private final StackFixture fixture = new StackFixture("disk");
    private final List<HResult> ends = new ArrayList<>();

    private FileObject open(DeviceStack stack) {
        FileObject file = new FileObject("", Requestor.NONE);
        stack.port().submit(irp(file, new IrpParameters.Create(0, 0, 0, 0)));
        return file;
    }

    private Irp irp(FileObject file, IrpParameters parameters) {
        return new Irp(file, parameters, null, null) {
            @Override
            protected void onCompleted(HResult status, long information) {
                ends.add(status);
            }
        };
    }

    @Test
    @Rule("PNP-11")
    void beforeTheStartAndAfterTheRemovalIrpsEndAndTheFileStaysBalanced() {
        DeviceStack stack = fixture.add();
        FileObject file = open(stack);
        assertThat(ends).containsExactly(HResult.STATUS_NO_SUCH_DEVICE);
        List<String> idle = new ArrayList<>();
        file.whenNoIrpOutstanding(() -> idle.add("idle"));
        assertThat(idle).containsExactly("idle");

        stack.start();
        stack.remove();
        open(stack);
        assertThat(ends).containsExactly(HResult.STATUS_NO_SUCH_DEVICE, HResult.STATUS_NO_SUCH_DEVICE);
        assertThat(stack.status().openFiles()).isZero();
    }

    @Test
    @Rule({"FIL-4", "FIL-6"})
    void closeComesAfterCleanupAndTheLastIrp() {
        DeviceStack stack = fixture.started();
        FileObject file = open(stack);
        fixture.device().holdIrps = true;
        stack.port().submit(irp(file, new IrpParameters.Read(0)));

        stack.port().closeFile(file);
        fixture.scheduler.settle();
        assertThat(fixture.taken()).containsExactly("OnCleanupFile");
        fixture.device().held.getFirst().end(HResult.ERROR_OPERATION_ABORTED, 0);
        fixture.scheduler.settle();

        assertThat(fixture.taken()).containsExactly("OnCloseFile");
        assertThat(stack.status().openFiles()).isZero();
        assertThatThrownBy(() -> stack.port().closeFile(file)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Rule("FIL-3")
    void aFileWhoseCreateFailedIsNotOpen() {
        DeviceStack stack = fixture.started();
        fixture.device().answer("dispatch", HResult.ERROR_ACCESS_DENIED);

        open(stack);

        assertThat(stack.status().openFiles()).isZero();
        stack.remove();
        assertThat(stack.state()).isEqualTo(StackState.GONE);
    }

    @Test
    @Rule("PNP-29")
    void openFilesOutliveTheRemovalAndTheLastCloseDisposes() {
        DeviceStack stack = fixture.started();
        FileObject first = open(stack);
        FileObject second = open(stack);
        fixture.taken();

        assertThat(stack.remove()).isEqualTo(HResult.S_OK);

        assertThat(stack.state()).isEqualTo(StackState.REMOVED);
        assertThat(stack.status().drivers().getFirst().pnp()).isEqualTo(PnpState.AWAITING_CLOSE);
        assertThat(fixture.taken()).endsWith("OnSelfManagedIoCleanup");
        ends.clear();
        stack.port().submit(irp(first, new IrpParameters.Read(0)));
        assertThat(ends).containsExactly(HResult.STATUS_NO_SUCH_DEVICE);

        stack.port().closeFile(first);
        fixture.scheduler.settle();
        assertThat(stack.state()).isEqualTo(StackState.REMOVED);
        stack.port().closeFile(second);
        fixture.scheduler.settle();

        assertThat(fixture.taken())
                .containsExactly("OnCleanupFile", "OnCloseFile", "OnCleanupFile", "OnCloseFile", "OnCleanup");
        assertThat(stack.state()).isEqualTo(StackState.GONE);
    }

    @Test
    @Rule({"HOST-3", "HOST-5"})
    void filesOfATerminatedStackCloseWithoutItsDrivers() {
        DeviceStack stack = fixture.started();
        FileObject closing = open(stack);
        FileObject staying = open(stack);
        fixture.device().holdIrps = true;
        stack.port().submit(irp(closing, new IrpParameters.Read(0)));
        stack.port().closeFile(closing);
        fixture.scheduler.settle();
        fixture.taken();
        ends.clear();

        fixture.control()
                .violation(new Violation("REQ-6", "dev", "disk", "OnRead", "did", "mend", "none", Optional.empty()));
        assertThat(ends).containsExactly(HResult.STATUS_DRIVER_PROCESS_TERMINATED);
        stack.remove();
        fixture.scheduler.settle();
        assertThat(stack.state()).isEqualTo(StackState.REMOVED);
        stack.port().closeFile(staying);
        fixture.scheduler.settle();

        assertThat(stack.state()).isEqualTo(StackState.GONE);
        assertThat(fixture.taken()).isEmpty();
    }

    @Test
    @Rule("PNP-11")
    void listenersHearThePresentStateAndEveryChangeOnce() {
        DeviceStack stack = fixture.add();
        List<String> heard = new ArrayList<>();
        DevicePort.Listener listener = new DevicePort.Listener() {
            @Override
            public void onAvailable() {
                heard.add("available");
            }

            @Override
            public void onUnavailable(String reason) {
                heard.add(reason);
            }
        };

        DevicePort.Registration registration = stack.port().listen(listener);
        stack.start();
        stack.restart();
        stack.surpriseRemove();
        registration.close();
        stack.remove();

        assertThat(heard).containsExactly("the device has not been started", "available", "the device was unplugged");
    }
}

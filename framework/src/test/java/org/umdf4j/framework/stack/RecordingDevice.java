package org.umdf4j.framework.stack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_POWER_DEVICE_STATE;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.verifier.Violation;

/** A device that writes down every call, answers what the test says and blocks where the test says. */
public final class RecordingDevice implements StackDevice {
    private final String name;
    private final String prefix;
    private final List<String> trace;
    private final Map<String, HResult> answers = new HashMap<>();
    private final Map<String, Gate> blocks = new HashMap<>();
    private final Map<String, Runnable> actions = new HashMap<>();
    final List<Irp> held = new ArrayList<>();
    List<QueueStatus> queues = List.of();
    boolean holdIrps;

    /** Whether it has interrupts, and so writes down when they are enabled and disabled. */
    boolean hasInterrupts;

    private @Nullable Violation terminated;

    /** @param prefix written before each call */
    public RecordingDevice(String name, String prefix, List<String> trace) {
        this.name = name;
        this.prefix = prefix;
        this.trace = trace;
    }

    /** From now on {@code callback} answers {@code status}. */
    public void answer(String callback, HResult status) {
        answers.put(callback, status);
    }

    /** From now on {@code callback} returns only when the gate is open. */
    public void block(String callback, Gate until) {
        blocks.put(callback, until);
    }

    /** From now on {@code callback} does this. */
    public void during(String callback, Runnable action) {
        actions.put(callback, action);
    }

    boolean isTerminated() {
        return terminated != null;
    }

    private HResult called(String callback) {
        return called(callback, "");
    }

    private HResult called(String callback, String argument) {
        if (terminated != null) {
            return HResult.S_OK;
        }
        trace.add(prefix + callback + argument);
        Runnable action = actions.get(callback);
        if (action != null) {
            action.run();
        }
        Gate block = blocks.get(callback);
        if (block != null) {
            block.await();
        }
        return answers.getOrDefault(callback, HResult.S_OK);
    }

    private HResult called(String callback, WDF_POWER_DEVICE_STATE state) {
        return called(callback, "(" + state + ")");
    }

    @Override
    public String driverName() {
        return name;
    }

    @Override
    public HResult prepareHardware() {
        return called("OnPrepareHardware");
    }

    @Override
    public HResult releaseHardware() {
        return called("OnReleaseHardware");
    }

    @Override
    public HResult d0Entry(WDF_POWER_DEVICE_STATE previousState) {
        return called("OnD0Entry", previousState);
    }

    @Override
    public HResult enableInterrupts() {
        return hasInterrupts ? called("(enable interrupts)") : HResult.S_OK;
    }

    @Override
    public HResult disableInterrupts() {
        return hasInterrupts ? called("(disable interrupts)") : HResult.S_OK;
    }

    @Override
    public HResult d0EntryPostInterruptsEnabled(WDF_POWER_DEVICE_STATE previousState) {
        return called("OnD0EntryPostInterruptsEnabled");
    }

    @Override
    public HResult d0ExitPreInterruptsDisabled(WDF_POWER_DEVICE_STATE targetState) {
        return called("OnD0ExitPreInterruptsDisabled");
    }

    @Override
    public HResult d0Exit(WDF_POWER_DEVICE_STATE targetState) {
        return called("OnD0Exit", targetState);
    }

    @Override
    public HResult armWakeFromS0() {
        return called("OnArmWakeFromS0");
    }

    @Override
    public void disarmWakeFromS0() {
        called("OnDisarmWakeFromS0");
    }

    @Override
    public void wakeFromS0Triggered() {
        called("OnWakeFromS0Triggered");
    }

    @Override
    public HResult armWakeFromSx() {
        return called("OnArmWakeFromSx");
    }

    @Override
    public void disarmWakeFromSx() {
        called("OnDisarmWakeFromSx");
    }

    @Override
    public void wakeFromSxTriggered() {
        called("OnWakeFromSxTriggered");
    }

    @Override
    public HResult queryRemove() {
        return called("OnQueryRemove");
    }

    @Override
    public HResult queryStop() {
        return called("OnQueryStop");
    }

    @Override
    public void surpriseRemoval() {
        called("OnSurpriseRemoval");
    }

    @Override
    public HResult selfManagedIoInit() {
        return called("OnSelfManagedIoInit");
    }

    @Override
    public HResult selfManagedIoSuspend() {
        return called("OnSelfManagedIoSuspend");
    }

    @Override
    public HResult selfManagedIoRestart() {
        return called("OnSelfManagedIoRestart");
    }

    @Override
    public void selfManagedIoFlush() {
        called("OnSelfManagedIoFlush");
    }

    @Override
    public void selfManagedIoCleanup() {
        called("OnSelfManagedIoCleanup");
    }

    @Override
    public void holdQueues() {
        called("(hold)");
    }

    @Override
    public void resumeQueues() {
        called("(resume)");
    }

    @Override
    public void purgePowerManagedQueues() {
        called("(purge PM)");
    }

    @Override
    public void purgeOtherQueues() {
        called("(purge NPM)");
    }

    @Override
    public void dispose() {
        called("OnCleanup");
    }

    @Override
    public void dispatch(Irp irp) {
        if (holdIrps) {
            held.add(irp);
        } else {
            irp.end(answers.getOrDefault("dispatch", HResult.S_OK), 0);
        }
    }

    @Override
    public void cleanupFile(FileObject file, Runnable done) {
        called("OnCleanupFile");
        done.run();
    }

    @Override
    public void closeFile(FileObject file, Runnable done) {
        called("OnCloseFile");
        done.run();
    }

    @Override
    public void terminate(Violation cause) {
        if (terminated != null) {
            throw new AssertionError("terminated twice");
        }
        terminated = cause;
        held.forEach(irp -> irp.end(HResult.STATUS_DRIVER_PROCESS_TERMINATED, 0));
    }

    @Override
    public List<QueueStatus> queues() {
        return queues;
    }
}

package org.umdf4j.framework.interrupt;

import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.CM_PARTIAL_RESOURCE_DESCRIPTOR;
import org.umdf4j.ddi.CM_SHARE_DISPOSITION;
import org.umdf4j.ddi.GROUP_AFFINITY;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IInterruptDisableCallback;
import org.umdf4j.ddi.IInterruptEnableCallback;
import org.umdf4j.ddi.IInterruptWorkItemCallback;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFInterrupt;
import org.umdf4j.ddi.KINTERRUPT_MODE;
import org.umdf4j.ddi.WDF_INTERRUPT_EXTENDED_POLICY;
import org.umdf4j.ddi.WDF_INTERRUPT_INFO;
import org.umdf4j.ddi.WDF_INTERRUPT_POLARITY;
import org.umdf4j.ddi.WDF_INTERRUPT_POLICY;
import org.umdf4j.ddi.WDF_INTERRUPT_PRIORITY;
import org.umdf4j.ddi.WUDF_INTERRUPT_CONFIG;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.callback.DriverCalls;
import org.umdf4j.framework.hardware.Hardware.InterruptResource;
import org.umdf4j.framework.object.DeferredCall;
import org.umdf4j.framework.object.WdfObject;
import org.umdf4j.framework.verifier.ContractViolationException;

/**
 * An interrupt object. The device's power sequence connects and disconnects it ({@link InterruptSet}), the line raises it
 * from anywhere, the driver calls it from anywhere.
 */
public final class WdfInterrupt extends WdfObject implements IWDFInterrupt {
    /** What the service does with an interrupt that comes. */
    private enum Mode {
        DISCONNECTED,
        DISABLED,
        ENABLED
    }

    private final InterruptSet set;
    private final IWDFDevice device;
    private final WUDF_INTERRUPT_CONFIG config;
    private final DriverCalls calls;
    private final InterruptLock lock;
    private final InterruptService service;
    private final DeferredCall workItem;

    /** Given and taken by the Plug and Play sequence. */
    private volatile @Nullable InterruptResource resource;

    private volatile int messageNumber;
    private volatile @Nullable WDF_INTERRUPT_EXTENDED_POLICY policy;

    /** From before the enable callback until the work item has ended after the disable callback: the lock may be taken. */
    private volatile boolean connected;

    /** Changed with the interrupt lock held. */
    private volatile Mode mode = Mode.DISCONNECTED;

    WdfInterrupt(InterruptSet set, WdfObject parent, IWDFDevice device, WUDF_INTERRUPT_CONFIG config) {
        super(parent.space(), parent);
        this.set = set;
        this.device = device;
        this.config = config;
        this.calls = parent.space().calls();
        this.lock = new InterruptLock(calls.scheduler(), "interrupt lock");
        this.service = new InterruptService(calls.scheduler(), this::serve);
        this.workItem =
                new DeferredCall(parent.space(), "interrupt work item", config.automaticSerialization(), this::work);
        join(null);
    }

    // ------------------------------------------------------------------------------------------- resources, power

    void assign(InterruptResource newResource, int newMessageNumber) {
        messageNumber = newMessageNumber;
        resource = newResource;
    }

    void revoke() {
        resource = null;
    }

    boolean has(InterruptResource some) {
        return resource == some;
    }

    boolean isLockHeldHere() {
        return lock.isHeldHere();
    }

    /** The way into D0 (INT-3). */
    HResult connect() {
        InterruptResource own = resource;
        if (own == null) {
            return HResult.S_OK; // INT-2
        }
        connected = true;
        lock.enter();
        try {
            WDF_INTERRUPT_EXTENDED_POLICY wish = policy;
            if (wish != null) {
                own.line().prefer(wish);
            }
            own.line().connect(service::raise);
            mode = Mode.DISABLED;
            return callEnable();
        } catch (WdfException refused) {
            connected = false;
            return refused.status();
        } finally {
            lock.leave();
        }
    }

    /** The way out of D0 (INT-4). */
    HResult disconnect() {
        InterruptResource own = resource;
        if (own == null || !connected) {
            return HResult.S_OK;
        }
        HResult status;
        lock.enter(); // waits for a service routine that runs
        try {
            status = callDisable();
            mode = Mode.DISCONNECTED;
        } finally {
            lock.leave();
        }
        own.line().disconnect();
        service.flush();
        workItem.flush();
        connected = false;
        return status;
    }

    /** The device has been terminated: hears nothing any more, keeps nobody waiting. */
    void terminate() {
        InterruptResource own = resource;
        if (own != null && connected) {
            own.line().disconnect();
        }
        lock.abandon();
    }

    /** The lock is held. */
    private HResult callEnable() {
        IInterruptEnableCallback callback = config.onInterruptEnable();
        HResult status = callback == null
                ? HResult.S_OK
                : calls.callForStatus("OnInterruptEnable", () -> callback.onInterruptEnable(this, device));
        if (status.succeeded()) {
            mode = Mode.ENABLED;
        }
        return status;
    }

    /** The lock is held. */
    private HResult callDisable() {
        IInterruptDisableCallback callback = config.onInterruptDisable();
        if (mode != Mode.ENABLED) {
            return HResult.S_OK;
        }
        mode = Mode.DISABLED;
        return callback == null
                ? HResult.S_OK
                : calls.callForStatus("OnInterruptDisable", () -> callback.onInterruptDisable(this, device));
    }

    // ------------------------------------------------------------------------------------------- service

    /** One round of the service: the service routine, if it may run (INT-5, INT-7). */
    private void serve() {
        InterruptResource own = resource;
        if (own == null) {
            return;
        }
        lock.enter();
        try {
            if (mode != Mode.ENABLED) {
                return; // The line stays masked, if it does that, until interrupts are wanted again.
            }
            calls.call("OnInterruptIsr", () -> {
                var _ = config.onInterruptIsr().onInterruptIsr(this, messageNumber, 0);
            });
        } finally {
            lock.leave();
        }
        if (!calls.isEnded()) {
            own.line().serviced();
        }
    }

    private void work() {
        IInterruptWorkItemCallback callback = config.onInterruptWorkItem();
        if (callback == null || isDisposed()) {
            return;
        }
        calls.call("OnInterruptWorkItem", () -> callback.onInterruptWorkItem(this, device));
        if (lock.release() && !calls.isEnded()) {
            var _ = violation(
                    "INT-11",
                    "OnInterruptWorkItem",
                    "the callback returned with the interrupt lock held",
                    "Release the interrupt lock in a finally block.");
        }
    }

    // ------------------------------------------------------------------------------------------- IWDFInterrupt

    @Override
    public void enable() {
        calls.scheduler().point("interrupt.enable");
        requireOwnThread("IWDFInterrupt.enable", "INT-13");
        InterruptResource own = resource;
        lock.enter();
        try {
            if (own == null || mode != Mode.DISABLED || callEnable().failed()) {
                return;
            }
        } finally {
            lock.leave();
        }
        own.line().serviced();
    }

    @Override
    public void disable() {
        calls.scheduler().point("interrupt.disable");
        requireOwnThread("IWDFInterrupt.disable", "INT-13");
        lock.enter();
        try {
            var _ = callDisable();
        } finally {
            lock.leave();
        }
    }

    @Override
    public IWDFDevice getDevice() {
        return device;
    }

    @Override
    public WDF_INTERRUPT_INFO getInfo() {
        InterruptResource own = resource;
        if (own == null) {
            return new WDF_INTERRUPT_INFO(
                    0,
                    messageNumber,
                    0,
                    0,
                    KINTERRUPT_MODE.LEVEL_SENSITIVE,
                    WDF_INTERRUPT_POLARITY.UNKNOWN,
                    false,
                    CM_SHARE_DISPOSITION.UNDETERMINED,
                    0);
        }
        CM_PARTIAL_RESOURCE_DESCRIPTOR.Interrupt translated = own.translated();
        return new WDF_INTERRUPT_INFO(
                translated.affinity(),
                messageNumber,
                translated.vector(),
                translated.level(),
                translated.mode(),
                WDF_INTERRUPT_POLARITY.UNKNOWN,
                translated.messageSignaled(),
                sharing(translated),
                0);
    }

    private CM_SHARE_DISPOSITION sharing(CM_PARTIAL_RESOURCE_DESCRIPTOR.Interrupt translated) {
        return switch (config.shareVector()) {
            case TRUE -> CM_SHARE_DISPOSITION.SHARED;
            case FALSE -> CM_SHARE_DISPOSITION.DEVICE_EXCLUSIVE;
            case USE_DEFAULT ->
                translated.mode() == KINTERRUPT_MODE.LEVEL_SENSITIVE
                        ? translated.shareDisposition()
                        : CM_SHARE_DISPOSITION.DEVICE_EXCLUSIVE;
        };
    }

    @Override
    public void setPolicy(WDF_INTERRUPT_POLICY newPolicy, WDF_INTERRUPT_PRIORITY priority, long targetProcessorSet) {
        setExtendedPolicy(
                new WDF_INTERRUPT_EXTENDED_POLICY(newPolicy, priority, new GROUP_AFFINITY(targetProcessorSet, 0)));
    }

    @Override
    public void setExtendedPolicy(WDF_INTERRUPT_EXTENDED_POLICY policyAndGroup) {
        if (!set.isAdding()) {
            throw violation(
                    "INT-14",
                    "IWDFInterrupt.setExtendedPolicy",
                    "the driver set an interrupt's policy after OnDeviceAdd",
                    "Set it in OnDeviceAdd, after createInterrupt.");
        }
        policy = policyAndGroup;
    }

    @Override
    public void acquireInterruptLock() {
        calls.scheduler().point("interrupt.acquireLock");
        requireOwnThread("IWDFInterrupt.acquireInterruptLock", "INT-9");
        if (!connected) {
            throw violation(
                    "INT-9",
                    "IWDFInterrupt.acquireInterruptLock",
                    "the driver took the interrupt lock while the interrupt was not connected",
                    "Take it only between OnInterruptEnable and the end of the way out of D0.");
        }
        lock.acquire();
    }

    /** Refuses what would wait for the calling thread itself, or for what may wait for it. */
    private void requireOwnThread(String place, String rule) {
        if (calls.isEnded()) {
            return;
        }
        if (lock.isHeldHere()) {
            throw violation(
                    rule,
                    place,
                    "the thread holds the interrupt lock already and would wait for itself",
                    "The service routine, OnInterruptEnable and OnInterruptDisable have the lock; elsewhere take it once.");
        }
        if (set.isInQueueCallback()) {
            throw violation(
                    "INT-10",
                    place,
                    "the driver waited for the interrupt lock in a queue callback",
                    "Call tryToAcquireInterruptLock there, and queue the work item if it answers false.");
        }
    }

    @Override
    public void releaseInterruptLock() {
        calls.scheduler().point("interrupt.releaseLock");
        if (!lock.release() && !calls.isEnded()) {
            throw violation(
                    "INT-9",
                    "IWDFInterrupt.releaseInterruptLock",
                    "the driver released an interrupt lock that it has not taken on this thread",
                    "Release it once for each acquireInterruptLock and each tryToAcquireInterruptLock that answered true.");
        }
    }

    @Override
    public boolean tryToAcquireInterruptLock() {
        calls.scheduler().point("interrupt.tryLock");
        return lock.tryAcquire();
    }

    @Override
    public boolean queueWorkItemForIsr() {
        calls.scheduler().point("interrupt.queueWorkItem");
        requireLive();
        if (config.onInterruptWorkItem() == null) {
            throw violation(
                    "INT-8",
                    "IWDFInterrupt.queueWorkItemForIsr",
                    "the driver queued the work item of an interrupt that has none",
                    "Give createInterrupt an OnInterruptWorkItem.");
        }
        return workItem.enqueue();
    }

    private ContractViolationException violation(String rule, String place, String did, String mend) {
        return calls.verifier().violation(rule, place, did, mend, "no request");
    }

    @Override
    protected void onDisposed() {
        set.forget(this);
        if (!workItem.isRunningHere()) {
            workItem.flush();
        }
    }

    @Override
    protected String describe() {
        return "interrupt";
    }

    @Override
    protected boolean isDeletable() {
        return false;
    }
}

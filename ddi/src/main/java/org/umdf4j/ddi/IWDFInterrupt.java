package org.umdf4j.ddi;

/**
 * An interrupt of a device: its service routine, its lock and its work item. Made by {@link IWDFDevice#createInterrupt};
 * the framework enables it on the way into D0 and disables it on the way out, and ends it with the device. Any thread
 * unless a method says otherwise.
 *
 * <p>The lock is the driver's to guard what the service routine shares with the rest: the framework holds it around the
 * service routine and the enable and disable callbacks.
 *
 * <p>Rules: INT-1 to INT-14. Source: wudfddi, IWDFInterrupt.
 */
public interface IWDFInterrupt extends IWDFObject {
    /**
     * Calls the enable callback, with the lock held, and serves interrupts again after {@link #disable}. Does nothing if
     * the interrupt is enabled, or the device not in D0. Not with the interrupt lock held, and not from a queue callback.
     *
     * <p>Rules: INT-13. Source: wudfddi, IWDFInterrupt::Enable.
     */
    void enable();

    /**
     * Calls the disable callback, with the lock held, and serves no interrupt until {@link #enable} or the next way into
     * D0. Does nothing if the interrupt is disabled. Not with the interrupt lock held, and not from a queue callback.
     *
     * <p>Rules: INT-13. Source: wudfddi, IWDFInterrupt::Disable.
     */
    void disable();

    /** The device whose interrupt it is. Source: wudfddi, IWDFInterrupt::GetDevice. */
    IWDFDevice getDevice();

    /**
     * The resource it has, between OnPrepareHardware and OnReleaseHardware; otherwise, or if the device has fewer
     * interrupts than the driver has made, one with vector 0.
     *
     * <p>Rules: INT-14. Source: wudfddi, IWDFInterrupt::GetInfo.
     */
    WDF_INTERRUPT_INFO getInfo();

    /**
     * Where and how urgently it should be handled; a wish. Only in {@link IDriverEntry#onDeviceAdd}.
     *
     * <p>Rules: INT-14. Source: wudfddi, IWDFInterrupt::SetPolicy.
     */
    void setPolicy(WDF_INTERRUPT_POLICY policy, WDF_INTERRUPT_PRIORITY priority, long targetProcessorSet);

    /**
     * As {@link #setPolicy}, with a processor group.
     *
     * <p>Rules: INT-14. Source: wudfddi, IWDFInterrupt::SetExtendedPolicy.
     */
    void setExtendedPolicy(WDF_INTERRUPT_EXTENDED_POLICY policyAndGroup);

    /**
     * Takes the lock; waits for it. Only while the interrupt is connected, which it is from before its enable callback
     * until its work item has ended on the way out of D0. Not recursive; not from a queue callback, which might wait for
     * what the holder waits for: there {@link #tryToAcquireInterruptLock}.
     *
     * <p>Rules: INT-9, INT-10. Source: wudfddi, IWDFInterrupt::AcquireInterruptLock.
     */
    void acquireInterruptLock();

    /**
     * Gives the lock back, on the thread that took it.
     *
     * <p>Rules: INT-9. Source: wudfddi, IWDFInterrupt::ReleaseInterruptLock.
     */
    void releaseInterruptLock();

    /**
     * Has the work item callback called soon. From the service routine or anywhere else.
     *
     * <p>Rules: INT-8. Source: wudfddi, IWDFInterrupt::QueueWorkItemForIsr.
     *
     * @return false if it already waits for its call, which then covers this one too
     */
    boolean queueWorkItemForIsr();

    /**
     * Takes the lock if nobody has it, the calling thread included.
     *
     * <p>Rules: INT-9. Source: wudfddi, IWDFInterrupt::TryToAcquireInterruptLock.
     *
     * @return whether the caller has it now
     */
    boolean tryToAcquireInterruptLock();
}

package org.umdf4j.ddi;

/** The service routine of an interrupt; PFN_WUDF_INTERRUPT_ISR in the header. Source: wudfinterrupt, WUDF_INTERRUPT_ISR. */
@FunctionalInterface
public interface IInterruptIsrCallback {
    /**
     * Called when the device interrupts, on a thread of the framework, with the interrupt lock held: never twice at a
     * time for one interrupt, and only between its enable and its disable callback (INT-5). It saves what is volatile,
     * quiets the device and leaves the rest to {@link IWDFInterrupt#queueWorkItemForIsr}. A level-triggered line stays
     * masked until it has returned (INT-7).
     *
     * <p>Rules: INT-5 to INT-7. Source: wudfinterrupt, WUDF_INTERRUPT_ISR.
     *
     * @param messageId which message it was, 0 for the first and for a line
     * @param reserved always 0
     * @return true if the device has interrupted and has been quieted; false if it was another device on a shared line
     */
    boolean onInterruptIsr(IWDFInterrupt interrupt, int messageId, int reserved);
}

package org.umdf4j.ddi;

/**
 * What is left to do after an interrupt's service routine; PFN_WUDF_INTERRUPT_WORKITEM in the header. Source:
 * wudfinterrupt, WUDF_INTERRUPT_WORKITEM.
 */
@FunctionalInterface
public interface IInterruptWorkItemCallback {
    /**
     * Called once for each {@link IWDFInterrupt#queueWorkItemForIsr} that answered true, on a thread of the framework,
     * never twice at a time for one interrupt, without the interrupt lock. Under the callback lock only if
     * {@link WUDF_INTERRUPT_CONFIG#automaticSerialization} was asked for. A device that leaves D0 waits for it before
     * {@link IPnpCallback#onD0Exit} (INT-4).
     *
     * <p>Rules: INT-8. Source: wudfinterrupt, WUDF_INTERRUPT_WORKITEM.
     */
    void onInterruptWorkItem(IWDFInterrupt interrupt, IWDFObject associatedObject);
}

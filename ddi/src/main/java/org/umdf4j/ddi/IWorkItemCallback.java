package org.umdf4j.ddi;

/**
 * The callback of a work item; PFN_WUDF_WORKITEM in the header.
 *
 * <p>Source: wudfworkitem, WUDF_WORKITEM_FUNCTION.
 */
@FunctionalInterface
public interface IWorkItemCallback {
    /**
     * Called for each {@link IWDFWorkItem#enqueue} that found the item idle, never twice at the same time for
     * one item. Under the callback lock only if {@link WUDF_WORKITEM_CONFIG#automaticSerialization} was asked
     * for and the device has such a lock. Must not delete the work item (io-contract section 13).
     *
     * <p>Rules: OBJ-9, LCK-2. Source: wudfworkitem, WUDF_WORKITEM_FUNCTION.
     */
    void onWorkItem(IWDFWorkItem workItem);
}

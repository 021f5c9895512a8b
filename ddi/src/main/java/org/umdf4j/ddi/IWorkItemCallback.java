package org.umdf4j.ddi;

/** The callback of a work item (PFN_WUDF_WORKITEM). */
@FunctionalInterface
public interface IWorkItemCallback {
    void onWorkItem(IWDFWorkItem workItem);
}

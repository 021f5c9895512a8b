package org.umdf4j.ddi;

/** WUDF_WORKITEM_CONFIG. */
public record WUDF_WORKITEM_CONFIG(IWorkItemCallback onWorkItem, boolean automaticSerialization) {}

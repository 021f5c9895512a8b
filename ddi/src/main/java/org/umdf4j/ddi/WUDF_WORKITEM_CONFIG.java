package org.umdf4j.ddi;

/**
 * What a work item does. Source: wudfworkitem, WUDF_WORKITEM_CONFIG.
 *
 * @param onWorkItem its callback
 * @param automaticSerialization whether the callback runs under the callback lock; without effect if the
 *     device has none
 */
public record WUDF_WORKITEM_CONFIG(IWorkItemCallback onWorkItem, boolean automaticSerialization) {}

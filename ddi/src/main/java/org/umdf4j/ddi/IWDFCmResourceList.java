package org.umdf4j.ddi;

/**
 * The hardware resources of a device, raw or translated. Given to {@link IPnpCallbackHardware2}; good until
 * {@link IPnpCallbackHardware2#onReleaseHardware} has returned. Any thread.
 *
 * <p>Rules: HW-1. Source: wudfddi, IWDFCmResourceList.
 */
public interface IWDFCmResourceList extends IWDFObject {
    /** How many there are. Source: wudfddi, IWDFCmResourceList::GetCount. */
    int getCount();

    /**
     * One of them. The raw and the translated list have the same resource at the same index.
     *
     * <p>Source: wudfddi, IWDFCmResourceList::GetDescriptor.
     *
     * @param index from 0
     * @throws WdfException {@link HResult#E_INVALIDARG} if there is none at that index
     */
    CM_PARTIAL_RESOURCE_DESCRIPTOR getDescriptor(int index);
}

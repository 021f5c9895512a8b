package org.umdf4j.framework.device;

import java.util.List;
import org.umdf4j.ddi.CM_PARTIAL_RESOURCE_DESCRIPTOR;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFCmResourceList;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.object.ObjectSpace;
import org.umdf4j.framework.object.WdfObject;

/** One view of a device's resources (HW-1). Immutable. */
final class WdfCmResourceList extends WdfObject implements IWDFCmResourceList {
    private final List<CM_PARTIAL_RESOURCE_DESCRIPTOR> descriptors;

    /** @param device whose resources they are; the list ends with it at the latest */
    public WdfCmResourceList(ObjectSpace space, WdfObject device, List<CM_PARTIAL_RESOURCE_DESCRIPTOR> descriptors) {
        super(space, device);
        this.descriptors = List.copyOf(descriptors);
        join(null);
    }

    @Override
    public int getCount() {
        return descriptors.size();
    }

    @Override
    public CM_PARTIAL_RESOURCE_DESCRIPTOR getDescriptor(int index) {
        if (index < 0 || index >= descriptors.size()) {
            throw new WdfException(
                    HResult.E_INVALIDARG, "resource " + index + " of " + descriptors.size() + " does not exist");
        }
        return descriptors.get(index);
    }

    @Override
    protected String describe() {
        return "resource list";
    }

    @Override
    protected boolean isDeletable() {
        return false;
    }
}

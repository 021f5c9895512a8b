package org.umdf4j.framework.request;

import org.umdf4j.ddi.IWDFIoTarget;
import org.umdf4j.framework.irp.Irp;

/** An I/O target a request can be sent to. */
public interface SendTarget extends IWDFIoTarget {
    /**
     * Passes an IRP on. Runs what is below on the caller's thread, perhaps to the IRP's end.
     *
     * @throws org.umdf4j.ddi.WdfException if it cannot be sent at all; the IRP is untouched then
     */
    void submit(Irp irp);
}

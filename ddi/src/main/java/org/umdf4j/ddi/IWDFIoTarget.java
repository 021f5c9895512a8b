package org.umdf4j.ddi;

import java.util.Optional;

/**
 * Where a driver sends requests to: usually the next lower driver of the stack. The framework makes the
 * default target with the device, opens it and starts it (TGT-1); a driver cannot delete it.
 *
 * <p>Source: wudfddi, IWDFIoTarget.
 */
public interface IWDFIoTarget extends IWDFObject {
    /**
     * The target's own file object; none for the default target (FIL-14).
     *
     * <p>Source: wudfddi, IWDFIoTarget::GetTargetFile.
     */
    Optional<IWDFFile> getTargetFile();
}

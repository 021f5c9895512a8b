package org.umdf4j.ddi;

import java.util.Optional;

/** IWDFIoTarget. */
public interface IWDFIoTarget extends IWDFObject {
    Optional<IWDFFile> getTargetFile();
}

package org.umdf4j.framework.request;

import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFFile;

/** The open a request belongs to, as the request needs it. */
public interface RequestFile extends IWDFFile {
    /** The file's Create request is about to be completed with {@code status}. */
    void createEnding(HResult status);
}

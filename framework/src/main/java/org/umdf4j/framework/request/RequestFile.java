package org.umdf4j.framework.request;

import org.umdf4j.ddi.HResult;

/** The open a request belongs to, as the request needs it. */
public interface RequestFile extends SendFile {
    /** The file's Create request is about to be completed with {@code status}. */
    void createEnding(HResult status);
}

package org.umdf4j.framework.request;

import org.umdf4j.ddi.IWDFFile;
import org.umdf4j.framework.irp.FileObject;

/** A file on whose behalf requests can be sent. */
public interface SendFile extends IWDFFile {
    /** The open that carries them. */
    FileObject fileObject();
}

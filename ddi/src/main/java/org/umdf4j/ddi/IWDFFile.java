package org.umdf4j.ddi;

import java.util.Optional;

/**
 * An open of the device by a program. The framework makes it and destroys it after the close callback; a
 * driver cannot delete it.
 *
 * <p>Rules: FIL-1 to FIL-7. Source: wudfddi, IWDFFile.
 */
public interface IWDFFile extends IWDFObject {
    /**
     * What the program opened, below the device's own name; empty when it opened the device itself. Ends
     * before the first NUL character, if it has one: see {@link #retrieveCountedFileName}.
     *
     * <p>Source: wudfddi, IWDFFile::RetrieveFileName.
     */
    String retrieveFileName();

    /**
     * The device that was opened.
     *
     * <p>Source: wudfddi, IWDFFile::GetDevice.
     */
    IWDFDevice getDevice();

    /**
     * The open this one was made relative to; empty if it was made by name alone, or the other is closed.
     *
     * <p>Source: wudfddi, IWDFFile2::GetRelatedFileObject.
     */
    Optional<IWDFFile> getRelatedFileObject();

    /**
     * What the program opened, NUL characters and all; empty when it opened the device itself.
     *
     * <p>Source: wudfddi, IWDFFile2::RetrieveCountedFileName.
     */
    Optional<String> retrieveCountedFileName();

    /**
     * The process a broker opened the file for; 0 if whoever opened it did so for itself.
     *
     * <p>Source: wudfddi, IWDFFile3::GetInitiatorProcessId.
     */
    long getInitiatorProcessId();
}

package org.umdf4j.ddi;

/**
 * An open of the device by a program. The framework makes it and destroys it after the close callback; a
 * driver cannot delete it.
 *
 * <p>Rules: FIL-1 to FIL-7. Source: wudfddi, IWDFFile.
 */
public interface IWDFFile extends IWDFObject {
    /**
     * What the program opened, below the device's own name; empty when it opened the device itself.
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
}

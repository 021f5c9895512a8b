package org.umdf4j.ddi;

/**
 * An open of the next lower device that the driver made for itself with {@link IWDFDevice#createWdfFile}.
 * The driver closes it before its device is removed (FIL-13).
 *
 * <p>Rules: FIL-11 to FIL-13. Source: wudfddi, IWDFDriverCreatedFile.
 */
public interface IWDFDriverCreatedFile extends IWDFFile {
    /**
     * Closes the file. The lower driver gets the cleanup; then what the driver has sent with this file is
     * canceled; when all of it has come back the lower driver gets the close. That may be after this call has
     * returned. Closing again does nothing.
     *
     * <p>Rules: FIL-12. Source: wudfddi, IWDFDriverCreatedFile::Close.
     */
    void close();
}

package org.umdf4j.ddi;

/**
 * Told that a file object is finished. Implemented by the <em>device</em> callback object (FIL-7).
 *
 * <p>Source: wudfddi, IFileCallbackClose.
 */
@FunctionalInterface
public interface IFileCallbackClose {
    /**
     * Called once per successfully opened file object, after {@link IFileCallbackCleanup#onCleanupFile} and
     * after all I/O of the file has completed; no request of it is delivered any more. The file object is
     * destroyed afterwards. Under the callback lock.
     *
     * <p>Rules: FIL-3, FIL-4, FIL-6, FIL-7. Source: wudfddi, IFileCallbackClose::OnCloseFile.
     */
    void onCloseFile(IWDFFile wdfFileObject);
}

package org.umdf4j.ddi;

/**
 * Told that the last handle of a file object was closed. Implemented by the <em>device</em> callback object
 * (FIL-7).
 *
 * <p>Source: wudfddi, IFileCallbackCleanup.
 */
@FunctionalInterface
public interface IFileCallbackCleanup {
    /**
     * Called once per successfully opened file object, before {@link IFileCallbackClose#onCloseFile}; I/O of
     * the file may still be outstanding. The driver completes or cancels the requests of the file that it
     * owns; those stored in queues the framework cancels after this call (FIL-4, FIL-5). Under the callback
     * lock.
     *
     * <p>Rules: FIL-4, FIL-5, FIL-7, FIL-15. Source: wudfddi, IFileCallbackCleanup::OnCleanupFile.
     */
    void onCleanupFile(IWDFFile wdfFileObject);
}

package org.umdf4j.ddi;

/** IFileCallbackCleanup. */
@FunctionalInterface
public interface IFileCallbackCleanup {
    void onCleanupFile(IWDFFile wdfFileObject);
}

package org.umdf4j.ddi;

/** IFileCallbackClose. */
@FunctionalInterface
public interface IFileCallbackClose {
    void onCloseFile(IWDFFile wdfFileObject);
}

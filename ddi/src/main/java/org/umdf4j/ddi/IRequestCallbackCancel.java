package org.umdf4j.ddi;

/** IRequestCallbackCancel. */
@FunctionalInterface
public interface IRequestCallbackCancel {
    void onCancel(IWDFIoRequest wdfRequest);
}

package org.umdf4j.ddi;

/** IWDFRequestCompletionParams. */
public interface IWDFRequestCompletionParams {
    HResult getCompletionStatus();

    long getInformation();

    WDF_REQUEST_TYPE getCompletedRequestType();
}

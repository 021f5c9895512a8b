package org.umdf4j.ddi;

/**
 * How a sent request ended. The framework's; valid until the request is completed or sent again.
 *
 * <p>Rules: SND-3, SND-4. Source: wudfddi, IWDFRequestCompletionParams.
 */
public interface IWDFRequestCompletionParams {
    /**
     * The status with which the request was completed below; {@link HResult#ERROR_OPERATION_ABORTED} if it
     * was canceled.
     *
     * <p>Source: wudfddi, IWDFRequestCompletionParams::GetCompletionStatus.
     */
    HResult getCompletionStatus();

    /**
     * What was set as information below, for reads and writes the number of bytes transferred.
     *
     * <p>Source: wudfddi, IWDFRequestCompletionParams::GetInformation.
     */
    long getInformation();

    /**
     * The type the request was sent as.
     *
     * <p>Source: wudfddi, IWDFRequestCompletionParams::GetCompletedRequestType.
     */
    WDF_REQUEST_TYPE getCompletedRequestType();
}

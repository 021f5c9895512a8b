package org.umdf4j.ddi;

/**
 * How a sent read, write or device control request ended. What a completion callback is given, and what
 * {@link IWDFIoRequest#getCompletionParams} answers, is one of these for every target but those of USB.
 *
 * <p>Rules: SND-3, SND-4. Source: wudfddi, IWDFIoRequestCompletionParams.
 */
public interface IWDFIoRequestCompletionParams extends IWDFRequestCompletionParams {
    /**
     * How a write ended.
     *
     * <p>Source: wudfddi, IWDFIoRequestCompletionParams::GetWriteParameters.
     *
     * @throws WdfException {@link HResult#ERROR_INVALID_OPERATION} if it was not sent as a write
     */
    TransferResult getWriteParameters();

    /**
     * How a read ended.
     *
     * <p>Source: wudfddi, IWDFIoRequestCompletionParams::GetReadParameters.
     *
     * @throws WdfException {@link HResult#ERROR_INVALID_OPERATION} if it was not sent as a read
     */
    TransferResult getReadParameters();

    /**
     * How a device control request ended.
     *
     * <p>Source: wudfddi, IWDFIoRequestCompletionParams::GetIoctlParameters.
     *
     * @throws WdfException {@link HResult#ERROR_INVALID_OPERATION} if it was not sent as a device control
     */
    IoctlResult getIoctlParameters();
}

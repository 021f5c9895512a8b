package org.umdf4j.framework.request;

import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFIoRequestCompletionParams;
import org.umdf4j.ddi.IoctlResult;
import org.umdf4j.ddi.TransferResult;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.framework.request.RequestFormat.Part;

/** How a sent request ended. */
record CompletionResult(HResult completionStatus, long information, RequestFormat format)
        implements IWDFIoRequestCompletionParams {
    @Override
    public HResult getCompletionStatus() {
        return completionStatus;
    }

    @Override
    public long getInformation() {
        return information;
    }

    @Override
    public WDF_REQUEST_TYPE getCompletedRequestType() {
        return format.parameters().type();
    }

    @Override
    public TransferResult getReadParameters() {
        require(WDF_REQUEST_TYPE.READ);
        return transfer(format.output());
    }

    @Override
    public TransferResult getWriteParameters() {
        require(WDF_REQUEST_TYPE.WRITE);
        return transfer(format.input());
    }

    private TransferResult transfer(Part part) {
        return new TransferResult(part.memory(), information, part.offset());
    }

    @Override
    public IoctlResult getIoctlParameters() {
        if (!(format.parameters() instanceof IrpParameters.DeviceIoControl control)) {
            throw wrongType();
        }
        return new IoctlResult(
                control.code(),
                format.input().memory(),
                format.input().offset(),
                format.output().memory(),
                format.output().offset(),
                information);
    }

    private void require(WDF_REQUEST_TYPE type) {
        if (getCompletedRequestType() != type) {
            throw wrongType();
        }
    }

    private WdfException wrongType() {
        return new WdfException(
                HResult.ERROR_INVALID_OPERATION, "the request was sent as " + getCompletedRequestType());
    }
}

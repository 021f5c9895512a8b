package org.umdf4j.framework.request;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.CreateParameters;
import org.umdf4j.ddi.DeviceIoControlParameters;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IImpersonateCallback;
import org.umdf4j.ddi.IWDFFile;
import org.umdf4j.ddi.IWDFMemory;
import org.umdf4j.ddi.InformationParameters;
import org.umdf4j.ddi.SECURITY_IMPERSONATION_LEVEL;
import org.umdf4j.ddi.TransferParameters;
import org.umdf4j.ddi.WDF_DEVICE_IO_TYPE;
import org.umdf4j.ddi.WDF_KPROCESSOR_MODE;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.impersonation.Impersonation;
import org.umdf4j.framework.irp.IoTypes;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.framework.object.ObjectSpace;
import org.umdf4j.framework.object.WdfMemory;

/** What a driver can read off a request: its type, parameters, buffers and origin. Nothing here changes its state. */
abstract class RequestView extends OwnedRequest {
    final Irp irp;
    private final @Nullable RequestFile file;
    private @Nullable WdfMemory inputMemory;
    private @Nullable WdfMemory outputMemory;

    RequestView(ObjectSpace space, Irp irp, @Nullable RequestFile file) {
        super(space, null, RequestState.ARRIVED);
        this.irp = irp;
        this.file = file;
    }

    /** Whether the driver may still look at the request and its buffers. */
    abstract boolean isAlive();

    @Override
    final String origin() {
        return " of " + irp.file();
    }

    final @Nullable RequestFile file() {
        return file;
    }

    @Override
    public final WDF_REQUEST_TYPE getType() {
        return irp.type();
    }

    @Override
    public final CreateParameters getCreateParameters() {
        if (irp.parameters() instanceof IrpParameters.Create create) {
            requireNotGone("getCreateParameters");
            return new CreateParameters(
                    create.options(), create.fileAttributes(), create.shareAccess(), create.desiredAccess());
        }
        throw wrongType("getCreateParameters");
    }

    @Override
    public final TransferParameters getReadParameters() {
        if (irp.parameters() instanceof IrpParameters.Read(long offset)) {
            requireNotGone("getReadParameters");
            return new TransferParameters(outputLength(), offset, 0);
        }
        throw wrongType("getReadParameters");
    }

    @Override
    public final TransferParameters getWriteParameters() {
        if (irp.parameters() instanceof IrpParameters.Write(long offset)) {
            requireNotGone("getWriteParameters");
            return new TransferParameters(inputLength(), offset, 0);
        }
        throw wrongType("getWriteParameters");
    }

    @Override
    public final DeviceIoControlParameters getDeviceIoControlParameters() {
        if (irp.parameters() instanceof IrpParameters.DeviceIoControl control) {
            requireNotGone("getDeviceIoControlParameters");
            return new DeviceIoControlParameters(control.code(), inputLength(), outputLength());
        }
        throw wrongType("getDeviceIoControlParameters");
    }

    @Override
    public final InformationParameters getQueryInformationParameters() {
        if (irp.parameters() instanceof IrpParameters.QueryInformation query) {
            requireNotGone("getQueryInformationParameters");
            return new InformationParameters(query.informationClass(), outputLength());
        }
        throw wrongType("getQueryInformationParameters");
    }

    @Override
    public final InformationParameters getSetInformationParameters() {
        if (irp.parameters() instanceof IrpParameters.SetInformation set) {
            requireNotGone("getSetInformationParameters");
            return new InformationParameters(set.informationClass(), inputLength());
        }
        throw wrongType("getSetInformationParameters");
    }

    /** Bytes of the input buffer, 0 if there is none. */
    public final long inputLength() {
        MemorySegment buffer = irp.input();
        return buffer == null ? 0 : buffer.byteSize();
    }

    /** Bytes of the output buffer, 0 if there is none. */
    public final long outputLength() {
        MemorySegment buffer = irp.output();
        return buffer == null ? 0 : buffer.byteSize();
    }

    @Override
    public final Optional<IWDFMemory> getInputMemory() {
        requireImmediateRetrieval("getInputMemory");
        if (getType() == WDF_REQUEST_TYPE.READ) {
            throw unsupportedMemory("getInputMemory", "read");
        }
        return inputLength() == 0 ? Optional.empty() : Optional.of(retrieveInputMemory());
    }

    @Override
    public final Optional<IWDFMemory> getOutputMemory() {
        requireImmediateRetrieval("getOutputMemory");
        if (getType() == WDF_REQUEST_TYPE.WRITE) {
            throw unsupportedMemory("getOutputMemory", "write");
        }
        return outputLength() == 0 ? Optional.empty() : Optional.of(retrieveOutputMemory());
    }

    @Override
    public final MemorySegment retrieveInputBuffer(long minimumRequiredBytes) {
        return buffer(irp.input(), minimumRequiredBytes, "input").asReadOnly();
    }

    @Override
    public final MemorySegment retrieveOutputBuffer(long minimumRequiredBytes) {
        return buffer(irp.output(), minimumRequiredBytes, "output");
    }

    @Override
    public final IWDFMemory retrieveInputMemory() {
        WdfMemory memory = inputMemory;
        if (memory == null) {
            memory = WdfMemory.ofRequest(space(), this, retrieveInputBuffer(1));
            inputMemory = memory;
        }
        return memory;
    }

    @Override
    public final IWDFMemory retrieveOutputMemory() {
        WdfMemory memory = outputMemory;
        if (memory == null) {
            memory = WdfMemory.ofRequest(space(), this, retrieveOutputBuffer(1));
            outputMemory = memory;
        }
        return memory;
    }

    private MemorySegment buffer(@Nullable MemorySegment segment, long minimum, String which) {
        space().impersonation().requireNone("request.retrieveBuffer");
        if (!isAlive()) {
            throw new WdfException(
                    HResult.STATUS_DELETE_PENDING, "the request has been completed; its buffers are gone (MEM-7)");
        }
        if (segment == null || segment.byteSize() == 0 || segment.byteSize() < minimum) {
            long size = segment == null ? 0 : segment.byteSize();
            throw new WdfException(
                    HResult.ERROR_INSUFFICIENT_BUFFER,
                    "the request has %d bytes of %s, %d are needed (MEM-7)".formatted(size, which, minimum));
        }
        return segment;
    }

    /** Ends the memory objects with the request; its own context and children too (OBJ-8, REQ-10). */
    final void retireWithBuffers() {
        if (inputMemory != null) {
            inputMemory.retire();
        }
        if (outputMemory != null) {
            outputMemory.retire();
        }
        retire();
    }

    @Override
    public final Optional<IWDFFile> getFileObject() {
        return Optional.ofNullable(file);
    }

    @Override
    public final long getRequestorProcessId() {
        return irp.requestor().processId();
    }

    @Override
    public final void impersonate(
            SECURITY_IMPERSONATION_LEVEL impersonationLevel,
            IImpersonateCallback callback,
            @Nullable Object callbackContext) {
        entry("request.impersonate");
        var job = new Impersonation.Job(callback, callbackContext, this);
        space().impersonation().run(irp.requestor(), impersonationLevel, space().calls(), job);
    }

    /**
     * Calls OnCreateFile, with the program's identity if the open was sent so (SND-17). An open that cannot be had that
     * way any more is completed with the reason.
     */
    public final void deliverOpen(Runnable onCreateFile) {
        if (!irp.actsAsRequestor()) {
            onCreateFile.run();
            return;
        }
        try {
            space().impersonation().lend(irp.requestor(), onCreateFile);
        } catch (Impersonation.RefusedException refused) {
            complete(refused.status());
        }
    }

    @Override
    public final boolean isFrom32BitProcess() {
        return irp.isFrom32BitProcess();
    }

    @Override
    public final boolean isFromUserModeDriver() {
        return irp.isFromUserModeDriver();
    }

    @Override
    final Optional<UUID> originalActivityId() {
        return irp.activityId();
    }

    @Override
    public final WDF_KPROCESSOR_MODE getRequestorMode() {
        return WDF_KPROCESSOR_MODE.USER_MODE;
    }

    @Override
    public final WDF_DEVICE_IO_TYPE getEffectiveIoType() {
        IoTypes types = space().ioTypes().get();
        return switch (getType()) {
            case READ, WRITE -> types.readWrite();
            case DEVICE_IO_CONTROL -> types.ioControl();
            default -> WDF_DEVICE_IO_TYPE.BUFFERED;
        };
    }

    @Override
    protected final String describe() {
        return "r" + requestId() + " " + getType() + " request";
    }

    @Override
    protected final boolean isDeletable() {
        return false;
    }

    /** After a termination the driver's late calls are no fault of its own. */
    private void requireNotGone(String method) {
        if (state() != RequestState.TERMINATED && hasEnded()) {
            throw violation(
                    "REQ-6",
                    method,
                    "the driver asked for the parameters of a request that has ended",
                    "Ask before completing or sending the request, and keep what is needed later.");
        }
    }

    private void requireImmediateRetrieval(String method) {
        if (space().ioTypes().get().deferred()) {
            throw space().calls()
                    .verifier()
                    .violation(
                            "MEM-8",
                            "IWDFIoRequest." + method,
                            "the driver asked for a request's memory although it has chosen deferred retrieval",
                            "Use retrieveInputMemory, retrieveOutputMemory or the buffer forms of them.",
                            this);
        }
    }

    private RuntimeException wrongType(String method) {
        return space().calls()
                .verifier()
                .violation(
                        "REQ-12",
                        "IWDFIoRequest." + method,
                        "the driver asked a " + getType() + " request for the parameters of another type",
                        "Ask getType first, or keep one handler for each type.",
                        this);
    }

    private WdfException unsupportedMemory(String method, String type) {
        return new WdfException(HResult.STATUS_NOT_SUPPORTED, method + " on a " + type + " request (MEM-6)");
    }
}

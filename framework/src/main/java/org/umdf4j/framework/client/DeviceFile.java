package org.umdf4j.framework.client;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.ControlCodes;
import org.umdf4j.ddi.WDF_FILE_INFORMATION_CLASS;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.irp.Buffers;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.framework.irp.Requestor;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * An open device, for a program in this process. All methods may be called from any thread, several at a time.
 *
 * <p>Each operation comes in two forms. The blocking one returns how it ended. The one named {@code start…} returns when
 * the device has taken the request, with a {@link PendingIo} to wait for, listen to or cancel; because the framework runs
 * drivers inline, a driver's callback may run on the caller's thread before it returns, and whatever that callback blocks
 * on blocks the caller.
 *
 * <p>Buffers are the caller's but must be left alone until the I/O ends. A buffer may be heap or native memory, but not of
 * a confined arena: a driver may serve a request on any thread, not only on the one that brought it in.
 *
 * <p>Like a descriptor, a file that is closed does not cancel what is under way: the driver's OnCleanupFile and the
 * framework's cleanup do, as far as the contract says (FIL-4, FIL-5). Whoever wants an end cancels first.
 */
public final class DeviceFile implements AutoCloseable {
    /** Read and write access, in the numbers of a create request. */
    private static final int GENERIC_READ_WRITE = 0xC000_0000;

    private final DevicePort port;
    private final Scheduler scheduler;
    private final FileObject file;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Optional<UUID> activityId = Optional.empty();

    private DeviceFile(DevicePort port, Scheduler scheduler, FileObject file) {
        this.port = port;
        this.scheduler = scheduler;
        this.file = file;
    }

    /**
     * Opens the device itself on behalf of this process. Blocks until the driver has answered.
     *
     * @param scheduler the one the device runs on
     * @throws WdfException if the device refuses, with its status
     */
    public static DeviceFile open(DevicePort port, Scheduler scheduler) {
        return open(port, scheduler, "", new Requestor(ProcessHandle.current().pid(), -1, -1));
    }

    /**
     * Opens a name below the device. Blocks until the driver has answered.
     *
     * @param scheduler the one the device runs on
     * @param name the path below the device, empty for the device itself
     * @param requestor on whose behalf
     * @throws WdfException if the device refuses, with its status; the file object is gone then, and nothing is to be
     *     closed
     */
    public static DeviceFile open(DevicePort port, Scheduler scheduler, String name, Requestor requestor) {
        return open(port, scheduler, new FileObject(name, requestor));
    }

    /**
     * As {@link #open(DevicePort, Scheduler, String, Requestor)}, for an open with more to say about it.
     *
     * @param file not opened before
     */
    public static DeviceFile open(DevicePort port, Scheduler scheduler, FileObject file) {
        DeviceFile opened = new DeviceFile(port, scheduler, file);
        IoResult result = opened.start(new IrpParameters.Create(0, 0, 0, GENERIC_READ_WRITE), null, null)
                .await();
        if (!result.succeeded()) {
            throw new WdfException(
                    result.status(), "device '" + port.name() + "' refuses to open '" + file.name() + "'");
        }
        return opened;
    }

    /**
     * Opens a name relative to this open, for the same requestor. Blocks until the driver has answered.
     *
     * @throws WdfException as {@link #open(DevicePort, Scheduler, String, Requestor)}
     */
    public DeviceFile openBelow(String name) {
        var opening = new FileObject.Opening(Optional.of(file), 0);
        return open(port, scheduler, new FileObject(name, file.requestor(), opening));
    }

    /** The activity that what is started from now on is part of; drivers may trace it. */
    public void setActivityId(UUID newActivityId) {
        activityId = Optional.of(newActivityId);
    }

    /**
     * Reads into the whole of {@code buffer}, fewer bytes if the device has fewer. Blocks until it has ended.
     *
     * @param offset a byte offset of the device; streams ignore it
     * @throws IllegalArgumentException if the buffer is of a confined arena, as from everything here that takes a buffer
     */
    public IoResult read(MemorySegment buffer, long offset) {
        return startRead(buffer, offset).await();
    }

    /** As {@link #read(MemorySegment, long)}. */
    public IoResult read(byte[] buffer, long offset) {
        return read(MemorySegment.ofArray(buffer), offset);
    }

    /** {@link #read} without waiting for the end. */
    public PendingIo startRead(MemorySegment buffer, long offset) {
        return start(new IrpParameters.Read(offset), null, buffer);
    }

    /**
     * Writes the whole of {@code buffer}, fewer bytes if the device takes fewer. Blocks until it has ended.
     *
     * @param offset a byte offset of the device; streams ignore it
     */
    public IoResult write(MemorySegment buffer, long offset) {
        return startWrite(buffer, offset).await();
    }

    /** As {@link #write(MemorySegment, long)}. */
    public IoResult write(byte[] buffer, long offset) {
        return write(MemorySegment.ofArray(buffer), offset);
    }

    /** {@link #write} without waiting for the end. */
    public PendingIo startWrite(MemorySegment buffer, long offset) {
        return start(new IrpParameters.Write(offset), buffer, null);
    }

    /**
     * Device control. Blocks until it has ended.
     *
     * @param code the control code; its low two bits are the transfer method
     * @param input what goes in, null for nothing
     * @param output where the answer goes, null for none
     */
    public IoResult control(int code, @Nullable MemorySegment input, @Nullable MemorySegment output) {
        return startControl(code, input, output).await();
    }

    /** {@link #control} without waiting for the end. */
    public PendingIo startControl(int code, @Nullable MemorySegment input, @Nullable MemorySegment output) {
        return start(new IrpParameters.DeviceIoControl(code, ControlCodes.methodOf(code)), input, output);
    }

    /** Makes everything acknowledged so far durable. Blocks until it has ended. */
    public IoResult flush() {
        return startFlush().await();
    }

    /** {@link #flush} without waiting for the end. */
    public PendingIo startFlush() {
        return start(new IrpParameters.Flush(), null, null);
    }

    /** Fills {@code output} with the information of a class. Blocks until it has ended. */
    public IoResult queryInformation(WDF_FILE_INFORMATION_CLASS informationClass, MemorySegment output) {
        return startQueryInformation(informationClass, output).await();
    }

    /** {@link #queryInformation} without waiting for the end. */
    public PendingIo startQueryInformation(WDF_FILE_INFORMATION_CLASS informationClass, MemorySegment output) {
        return start(new IrpParameters.QueryInformation(informationClass), null, output);
    }

    /** Sets the information of a class from {@code input}. Blocks until it has ended. */
    public IoResult setInformation(WDF_FILE_INFORMATION_CLASS informationClass, MemorySegment input) {
        return startSetInformation(informationClass, input).await();
    }

    /** {@link #setInformation} without waiting for the end. */
    public PendingIo startSetInformation(WDF_FILE_INFORMATION_CLASS informationClass, MemorySegment input) {
        return start(new IrpParameters.SetInformation(informationClass), input, null);
    }

    /**
     * Closes the file. Returns before the driver has heard of it. Closing again does nothing.
     *
     * <p>What is still under way goes on, see the class comment; starting anything after this is a mistake.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            port.closeFile(file);
        }
    }

    private PendingIo start(IrpParameters parameters, @Nullable MemorySegment input, @Nullable MemorySegment output) {
        if (closed.get()) {
            throw new IllegalStateException("closed: " + file + " of device '" + port.name() + "'");
        }
        checkShared(input);
        checkShared(output);
        PendingIo io = new PendingIo(scheduler, file, parameters, input, output);
        io.setActivityId(activityId);
        port.submit(io.irp());
        return io;
    }

    private static void checkShared(@Nullable MemorySegment buffer) {
        if (buffer != null && !Buffers.areForAnyThread(buffer)) {
            throw new IllegalArgumentException(
                    "the buffer is of a confined arena, but the driver may serve the request on another thread;"
                            + " allocate it in a shared or automatic arena: " + buffer);
        }
    }
}

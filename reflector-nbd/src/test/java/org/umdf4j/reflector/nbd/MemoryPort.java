package org.umdf4j.reflector.nbd;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.umdf4j.ddi.ControlCodes;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;

/** A device in memory behind a port, without an engine: what the framework and a disk driver would do, for tests. */
final class MemoryPort implements DevicePort, AutoCloseable {
    /** What a driver may leave out. */
    enum Lacks {
        SIZE,
        FLUSH,
        TRIM,
        ZERO,
        WRITING
    }

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final String name;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment bytes;
    private volatile Set<Lacks> lacks;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile Executor executor = Runnable::run;
    private volatile boolean available = true;
    private volatile boolean holding;

    final ConcurrentLinkedQueue<Irp> held = new ConcurrentLinkedQueue<>();
    final Set<Irp> outstanding = ConcurrentHashMap.newKeySet();
    final Set<FileObject> open = ConcurrentHashMap.newKeySet();
    final AtomicInteger opens = new AtomicInteger();
    final AtomicLong requests = new AtomicLong();
    final AtomicLong flushes = new AtomicLong();
    final AtomicLong trims = new AtomicLong();
    final AtomicLong zeroings = new AtomicLong();
    final AtomicLong writes = new AtomicLong();
    final AtomicLong canceled = new AtomicLong();

    MemoryPort(String name, long size, Lacks... lacks) {
        this.name = name;
        this.bytes = arena.allocate(size, 4096);
        this.lacks = Set.of(lacks);
    }

    /** Has these drawbacks from now on. */
    MemoryPort without(Lacks... drawbacks) {
        lacks = Set.of(drawbacks);
        return this;
    }

    /** Completes requests on these threads from now on, instead of the submitting one. */
    MemoryPort on(Executor threads) {
        executor = threads;
        return this;
    }

    /** Keeps transfers from now on until {@link #release} or their cancellation, as a suspended device does. */
    void hold() {
        holding = true;
    }

    void release() {
        holding = false;
        for (Irp irp = held.poll(); irp != null; irp = held.poll()) {
            execute(irp);
        }
    }

    /** The driver is cut off with what it holds. Returns that, as its threads may still touch it. */
    List<Irp> terminate() {
        holding = false;
        List<Irp> cutOff = List.copyOf(held);
        held.clear();
        cutOff.forEach(irp -> end(irp, HResult.STATUS_DRIVER_PROCESS_TERMINATED, 0));
        return cutOff;
    }

    /** The device is unplugged. */
    void remove() {
        available = false;
        listeners.forEach(listener -> listener.onUnavailable("unplugged"));
        holding = false;
        for (Irp irp = held.poll(); irp != null; irp = held.poll()) {
            end(irp, HResult.STATUS_DEVICE_REMOVED, 0);
        }
    }

    MemorySegment bytes() {
        return bytes;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isAvailable() {
        return available;
    }

    @Override
    public void submit(Irp irp) {
        irp.enter();
        outstanding.add(irp);
        requests.incrementAndGet();
        if (!available) {
            end(irp, HResult.STATUS_NO_SUCH_DEVICE, 0);
            return;
        }
        boolean transfer =
                irp.parameters() instanceof IrpParameters.Read || irp.parameters() instanceof IrpParameters.Write;
        if (holding && transfer) {
            held.add(irp);
            irp.setOwner(this::cancel);
            if (irp.isCanceled()) {
                cancel(irp);
            }
            return;
        }
        execute(irp);
    }

    private void execute(Irp irp) {
        executor.execute(() -> carryOut(irp));
    }

    private void cancel(Irp irp) {
        if (held.remove(irp)) {
            canceled.incrementAndGet();
            end(irp, HResult.ERROR_OPERATION_ABORTED, 0);
        }
    }

    private void end(Irp irp, HResult status, long information) {
        outstanding.remove(irp);
        if (!irp.end(status, information)) {
            throw new AssertionError("ended twice: " + irp.parameters());
        }
    }

    private void carryOut(Irp irp) {
        switch (irp.parameters()) {
            case IrpParameters.Create _ -> {
                open.add(irp.file());
                opens.incrementAndGet();
                end(irp, HResult.S_OK, 0);
            }
            case IrpParameters.Read read -> {
                MemorySegment out = Objects.requireNonNull(irp.output());
                out.copyFrom(bytes.asSlice(read.offset(), out.byteSize()));
                end(irp, HResult.S_OK, out.byteSize());
            }
            case IrpParameters.Write write -> {
                MemorySegment in = Objects.requireNonNull(irp.input());
                writes.incrementAndGet();
                bytes.asSlice(write.offset(), in.byteSize()).copyFrom(in);
                end(irp, HResult.S_OK, in.byteSize());
            }
            case IrpParameters.Flush _ -> {
                flushes.incrementAndGet();
                end(irp, lacks.contains(Lacks.FLUSH) ? HResult.STATUS_INVALID_DEVICE_REQUEST : HResult.S_OK, 0);
            }
            case IrpParameters.DeviceIoControl control -> control(irp, control.code());
            case IrpParameters.QueryInformation _ -> query(irp);
            case IrpParameters.SetInformation _ -> end(irp, HResult.STATUS_INVALID_DEVICE_REQUEST, 0);
        }
    }

    private void query(Irp irp) {
        if (lacks.contains(Lacks.SIZE)) {
            end(irp, HResult.STATUS_INVALID_DEVICE_REQUEST, 0);
            return;
        }
        MemorySegment out = Objects.requireNonNull(irp.output());
        out.fill((byte) 0);
        out.set(LONG, 0, bytes.byteSize());
        out.set(LONG, 8, bytes.byteSize());
        end(irp, HResult.S_OK, out.byteSize());
    }

    private void control(Irp irp, int code) {
        MemorySegment in = irp.input();
        if (code == ControlCodes.IOCTL_DISK_IS_WRITABLE) {
            end(irp, lacks.contains(Lacks.WRITING) ? HResult.ERROR_WRITE_PROTECT : HResult.S_OK, 0);
        } else if (code == ControlCodes.FSCTL_SET_ZERO_DATA && !lacks.contains(Lacks.ZERO) && in != null) {
            zeroings.incrementAndGet();
            zero(in.get(LONG, 0), in.get(LONG, 8) - in.get(LONG, 0));
            end(irp, HResult.S_OK, 0);
        } else if (code == ControlCodes.IOCTL_STORAGE_MANAGE_DATA_SET_ATTRIBUTES
                && !lacks.contains(Lacks.TRIM)
                && in != null) {
            trims.incrementAndGet();
            int ranges = in.get(ValueLayout.JAVA_INT_UNALIGNED, 20);
            zero(in.get(LONG, ranges), in.get(LONG, ranges + 8));
            end(irp, HResult.S_OK, 0);
        } else {
            end(irp, HResult.STATUS_INVALID_DEVICE_REQUEST, 0);
        }
    }

    private void zero(long offset, long length) {
        bytes.asSlice(offset, length).fill((byte) 0);
    }

    @Override
    public void closeFile(FileObject file) {
        if (!open.remove(file)) {
            throw new AssertionError("not open: " + file);
        }
    }

    @Override
    public Registration listen(Listener listener) {
        listeners.add(listener);
        if (available) {
            listener.onAvailable();
        } else {
            listener.onUnavailable("not there");
        }
        return () -> listeners.remove(listener);
    }

    /** Fails if a request or an open is left. */
    @Override
    public void close() {
        if (!outstanding.isEmpty() || !open.isEmpty() || !listeners.isEmpty()) {
            throw new AssertionError("left behind: " + outstanding.size() + " requests, " + open.size() + " opens, "
                    + listeners.size() + " listeners");
        }
        arena.close();
    }
}

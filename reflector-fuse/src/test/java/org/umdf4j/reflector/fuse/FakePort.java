package org.umdf4j.reflector.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.umdf4j.ddi.ControlCodes;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;

/**
 * A device without a framework behind it: a memory disk if it has a size, otherwise a stream that holds each read until
 * {@link #feed} or the read's cancellation. Counts what it is given; a test can take requests over with {@link #intercept}.
 */
final class FakePort implements DevicePort {
    /** What the device answers to ioctl: adds one to each byte. {@code _IOWR('u', 1, 8 bytes)}. */
    static final int INCREMENT = 0xC008_7501;

    private final String name;
    private final byte[] content;
    private final Set<Irp> waiting = ConcurrentHashMap.newKeySet();
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Map<FileObject, String> openFiles = new ConcurrentHashMap<>();
    private volatile Consumer<Irp> interceptor = irp -> {};
    private volatile Predicate<Irp> keeps = irp -> false;
    private volatile boolean available = true;
    final AtomicInteger opens = new AtomicInteger();
    final AtomicInteger closes = new AtomicInteger();
    final AtomicInteger flushes = new AtomicInteger();
    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger writes = new AtomicInteger();
    final AtomicInteger cancels = new AtomicInteger();

    private FakePort(String name, int size) {
        this.name = name;
        content = new byte[size];
    }

    static FakePort disk(String name, int size) {
        return new FakePort(name, size);
    }

    static FakePort stream(String name) {
        return new FakePort(name, 0);
    }

    /** Calls {@code first} with each IRP before the device looks at it; one it has ended is not looked at. */
    FakePort intercept(Consumer<Irp> first) {
        interceptor = first;
        return this;
    }

    /** An intercepted IRP of which {@code kept} says yes is the test's to end; the device never looks at it. */
    void keepIntercepted(Predicate<Irp> kept) {
        keeps = kept;
    }

    byte[] content() {
        return content;
    }

    int waiting() {
        return waiting.size();
    }

    int openFiles() {
        return openFiles.size();
    }

    /** Ends every waiting read with these bytes. */
    void feed(byte[] bytes) {
        for (Irp irp : List.copyOf(waiting)) {
            if (waiting.remove(irp)) {
                int count = (int) Math.min(bytes.length, output(irp).byteSize());
                MemorySegment.copy(bytes, 0, output(irp), JAVA_BYTE, 0, count);
                irp.end(HResult.S_OK, count);
            }
        }
    }

    /** The device goes; its waiting requests end. */
    void unplug() {
        available = false;
        listeners.forEach(listener -> listener.onUnavailable("unplugged"));
        waiting.forEach(irp -> {
            if (waiting.remove(irp)) {
                irp.end(HResult.STATUS_NO_SUCH_DEVICE, 0);
            }
        });
    }

    void plug() {
        available = true;
        listeners.forEach(Listener::onAvailable);
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
        if (!available) {
            irp.end(HResult.STATUS_NO_SUCH_DEVICE, 0);
            return;
        }
        interceptor.accept(irp);
        if (irp.isEnded() || waiting.contains(irp) || keeps.test(irp)) {
            return;
        }
        switch (irp.parameters()) {
            case IrpParameters.Create _ -> {
                opens.incrementAndGet();
                openFiles.put(irp.file(), "");
                irp.end(HResult.S_OK, 0);
            }
            case IrpParameters.Read read -> {
                reads.incrementAndGet();
                read(irp, read.offset());
            }
            case IrpParameters.Write write -> {
                writes.incrementAndGet();
                write(irp, write.offset());
            }
            case IrpParameters.Flush _ -> {
                flushes.incrementAndGet();
                irp.end(HResult.S_OK, 0);
            }
            case IrpParameters.DeviceIoControl control -> control(irp, control);
            case IrpParameters.QueryInformation _ -> size(irp);
            case IrpParameters.SetInformation _ -> irp.end(HResult.STATUS_INVALID_DEVICE_REQUEST, 0);
        }
    }

    /** Keeps the request until it is cancelled, fed or the device goes. */
    void hold(Irp irp) {
        waiting.add(irp);
        irp.setOwner(this::cancel);
        if (irp.isCanceled()) {
            cancel(irp);
        }
    }

    private void cancel(Irp irp) {
        if (waiting.remove(irp)) {
            cancels.incrementAndGet();
            irp.end(HResult.ERROR_OPERATION_ABORTED, 0);
        }
    }

    private static MemorySegment output(Irp irp) {
        return Objects.requireNonNull(irp.output());
    }

    private static MemorySegment input(Irp irp) {
        return Objects.requireNonNull(irp.input());
    }

    private void read(Irp irp, long offset) {
        if (content.length == 0) {
            hold(irp);
        } else if (offset >= content.length) {
            irp.end(HResult.ERROR_HANDLE_EOF, 0);
        } else {
            int count = (int) Math.min(output(irp).byteSize(), content.length - offset);
            MemorySegment.copy(content, (int) offset, output(irp), JAVA_BYTE, 0, count);
            irp.end(HResult.S_OK, count);
        }
    }

    private void write(Irp irp, long offset) {
        long count = input(irp).byteSize();
        if (content.length == 0) {
            irp.end(HResult.S_OK, count);
        } else if (count > content.length - offset) {
            irp.end(HResult.ERROR_HANDLE_EOF, 0);
        } else {
            MemorySegment.copy(input(irp), JAVA_BYTE, 0, content, (int) offset, (int) count);
            irp.end(HResult.S_OK, count);
        }
    }

    private void control(Irp irp, IrpParameters.DeviceIoControl control) {
        if (control.code() == INCREMENT) {
            increment(irp);
        } else if (control.code() == ControlCodes.FSCTL_SET_ZERO_DATA) {
            zero(irp);
        } else {
            irp.end(HResult.STATUS_INVALID_DEVICE_REQUEST, 0);
        }
    }

    private static void increment(Irp irp) {
        MemorySegment in = irp.input();
        MemorySegment out = irp.output();
        if (in == null || out == null || out.byteSize() < in.byteSize()) {
            irp.end(HResult.E_INVALIDARG, 0);
            return;
        }
        for (long i = 0; i < in.byteSize(); i++) {
            out.set(JAVA_BYTE, i, (byte) (in.get(JAVA_BYTE, i) + 1));
        }
        irp.end(HResult.S_OK, in.byteSize());
    }

    private void zero(Irp irp) {
        MemorySegment range = irp.input();
        if (range == null || range.byteSize() < 2 * Long.BYTES) {
            irp.end(HResult.E_INVALIDARG, 0);
            return;
        }
        long from = range.get(JAVA_LONG_UNALIGNED, 0);
        long to = range.get(JAVA_LONG_UNALIGNED, 8);
        if (from < 0 || to < from) {
            irp.end(HResult.E_INVALIDARG, 0);
            return;
        }
        if (from <= content.length) {
            java.util.Arrays.fill(content, (int) from, (int) Math.min(to, content.length), (byte) 0);
        }
        irp.end(HResult.S_OK, 0);
    }

    private void size(Irp irp) {
        if (content.length == 0) {
            irp.end(HResult.STATUS_INVALID_DEVICE_REQUEST, 0);
        } else {
            output(irp).set(JAVA_LONG_UNALIGNED, 0, content.length);
            output(irp).set(JAVA_LONG_UNALIGNED, 8, content.length);
            irp.end(HResult.S_OK, 24);
        }
    }

    @Override
    public void closeFile(FileObject file) {
        closes.incrementAndGet();
        openFiles.remove(file);
        waiting.stream().filter(irp -> irp.file() == file).forEach(this::cancel);
        file.whenNoIrpOutstanding(() -> {});
    }

    @Override
    public Registration listen(Listener listener) {
        listeners.add(listener);
        if (available) {
            listener.onAvailable();
        } else {
            listener.onUnavailable("not plugged in");
        }
        return () -> listeners.remove(listener);
    }
}

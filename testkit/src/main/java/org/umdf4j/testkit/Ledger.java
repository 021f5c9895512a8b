package org.umdf4j.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;

/** A port that remembers every IRP that went through it, to find those that never ended. */
final class Ledger implements DevicePort {
    private final DevicePort port;
    private final List<Irp> submitted = Collections.synchronizedList(new ArrayList<>());

    /** Of those that are still under way, the most there ever were. */
    private final AtomicInteger mostOpen = new AtomicInteger();

    Ledger(DevicePort port) {
        this.port = port;
    }

    /** What has been submitted and has not ended. */
    List<String> open() {
        return submitted.stream()
                .filter(irp -> !irp.isEnded())
                .map(irp -> irp.parameters() + " on " + irp.file())
                .toList();
    }

    private long countOpen() {
        synchronized (submitted) {
            return submitted.stream().filter(irp -> !irp.isEnded()).count();
        }
    }

    /** How many were under way at one time, at most. */
    int mostOpen() {
        return mostOpen.get();
    }

    @Override
    public String name() {
        return port.name();
    }

    @Override
    public boolean isAvailable() {
        return port.isAvailable();
    }

    @Override
    public void submit(Irp irp) {
        submitted.add(irp);
        mostOpen.accumulateAndGet((int) countOpen(), Math::max);
        port.submit(irp);
    }

    @Override
    public void closeFile(FileObject file) {
        port.closeFile(file);
    }

    @Override
    public Registration listen(Listener listener) {
        return port.listen(listener);
    }
}

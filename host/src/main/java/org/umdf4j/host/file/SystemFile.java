package org.umdf4j.host.file;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.framework.irp.LowerFile;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * A file of the system below a stack or behind an I/O target. Each IRP is carried out on a thread of the host, so that no
 * driver waits for it. Any thread.
 *
 * <p>What can be cancelled: whatever has not begun, and reads and writes of a stream also when they have. A transfer of a
 * disk, a flush or an ioctl that the kernel has begun runs to its end.
 */
public final class SystemFile implements LowerFile {
    private final Descriptor descriptor;
    private final MediumRequests requests;

    /** Where a stream's transfers go; null for a sized file. */
    private final @Nullable StreamLane reads;

    private final @Nullable StreamLane writes;

    private SystemFile(Path path, Descriptor descriptor, Scheduler scheduler) throws IOException {
        this.descriptor = descriptor;
        this.requests = new MediumRequests(descriptor, "transfer of " + path, scheduler);
        boolean stream = !descriptor.isSized();
        this.reads = stream ? new StreamLane(descriptor, /* writes= */ false, "reads of " + path, scheduler) : null;
        this.writes = stream ? new StreamLane(descriptor, /* writes= */ true, "writes to " + path, scheduler) : null;
    }

    /**
     * Opens a file that exists. It must be closed.
     *
     * @throws WdfException if it cannot be opened
     */
    public static SystemFile open(Path path, boolean write, Scheduler scheduler) {
        Descriptor descriptor = Descriptor.open(path, write);
        try {
            return new SystemFile(path, descriptor, scheduler);
        } catch (IOException noDescriptors) {
            descriptor.close();
            var refusal =
                    new WdfException(HResult.ERROR_NOT_ENOUGH_MEMORY, "cannot use " + path + ": " + noDescriptors);
            refusal.initCause(noDescriptors);
            throw refusal;
        }
    }

    @Override
    public void submit(Irp irp) {
        StreamLane lane =
                switch (irp.parameters()) {
                    case IrpParameters.Read _ -> reads;
                    case IrpParameters.Write _ -> writes;
                    default -> null;
                };
        if (lane != null) {
            lane.submit(irp);
        } else {
            requests.submit(irp);
        }
    }

    @Override
    public HResult mayOpen() {
        return Outcome.ofResult(descriptor.access()).status();
    }

    @Override
    public void close() {
        requests.close();
        if (reads != null) {
            reads.close();
        }
        if (writes != null) {
            writes.close();
        }
        descriptor.close();
    }
}

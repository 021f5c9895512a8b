package org.umdf4j.framework.device;

import java.util.Optional;
import java.util.UUID;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.Requestor;

/** An open that goes on to the lower device without the driver. */
final class ForwardedCreate extends Irp {
    private final Irp upper;
    private final WdfFile file;

    ForwardedCreate(Irp upper, WdfFile file) {
        super(upper.file(), upper.parameters(), null, null);
        this.upper = upper;
        this.file = file;
        upper.setOwner(canceled -> cancel());
    }

    @Override
    public Requestor requestor() {
        return upper.requestor();
    }

    @Override
    public boolean isFrom32BitProcess() {
        return upper.isFrom32BitProcess();
    }

    @Override
    public boolean isFromUserModeDriver() {
        return upper.isFromUserModeDriver();
    }

    @Override
    public boolean actsAsRequestor() {
        return upper.actsAsRequestor();
    }

    @Override
    public Optional<UUID> activityId() {
        return upper.activityId();
    }

    @Override
    protected void onCompleted(HResult status, long information) {
        file.createEnding(status);
        upper.end(status, information);
    }
}

package org.umdf4j.framework.object;

import org.umdf4j.ddi.IWDFObject;
import org.umdf4j.ddi.IWDFWorkItem;
import org.umdf4j.ddi.WUDF_WORKITEM_CONFIG;

/** Deferred work (OBJ-9): enqueued at most once at a time, run on a thread of the scheduler. Any thread. */
public final class WdfWorkItem extends WdfObject implements IWDFWorkItem {
    private final WUDF_WORKITEM_CONFIG config;
    private final WdfObject visibleParent;
    private final DeferredCall call;

    public WdfWorkItem(ObjectSpace space, WdfObject parent, WUDF_WORKITEM_CONFIG config) {
        super(space, parent);
        this.config = config;
        this.visibleParent = parent;
        this.call = new DeferredCall(space, "work item", config.automaticSerialization(), this::callDriver);
        join(null);
    }

    @Override
    public void enqueue() {
        requireLive();
        var _ = call.enqueue();
    }

    @Override
    public void flush() {
        if (call.isRunningHere()) {
            throw space().calls()
                    .verifier()
                    .violation(
                            "OBJ-9",
                            "IWDFWorkItem.flush",
                            "the driver flushed a work item from its own callback, which would wait for itself",
                            "Call flush from another thread.",
                            "no request");
        }
        call.flush();
    }

    private void callDriver() {
        if (!isDisposed()) {
            space().calls().call("OnWorkItem", () -> config.onWorkItem().onWorkItem(this));
        }
    }

    /** Waits for the callback, so that the driver's object is not used after its cleanup. */
    @Override
    protected void onDisposed() {
        if (!call.isRunningHere()) {
            call.flush();
        }
    }

    @Override
    public IWDFObject getParentObject() {
        return visibleParent;
    }

    @Override
    protected String describe() {
        return "work item";
    }

    @Override
    protected boolean isDeletable() {
        if (!call.isRunningHere()) {
            return true;
        }
        throw space().calls()
                .verifier()
                .violation(
                        "OBJ-9",
                        "IWDFWorkItem.deleteWdfObject",
                        "the driver deleted a work item from its own callback",
                        "Delete it later, or let its parent's end delete it.",
                        "no request");
    }
}

package org.umdf4j.host.demo;

/** What the loads are told. Any thread. */
final class RunControl {
    private volatile boolean stopping;
    private volatile boolean pulledOut;

    boolean isStopping() {
        return stopping;
    }

    void setStopping(boolean value) {
        stopping = value;
    }

    /** Whether the disk is being pulled out or is gone, so that errors are in order. */
    boolean isPulledOut() {
        return pulledOut;
    }

    void setPulledOut() {
        pulledOut = true;
    }
}

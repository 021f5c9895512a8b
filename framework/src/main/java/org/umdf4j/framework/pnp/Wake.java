package org.umdf4j.framework.pnp;

import java.util.concurrent.atomic.AtomicReference;
import org.umdf4j.framework.scheduler.Scheduler;

/** Whether a device is armed to signal, and whether it has. The signal may come at any moment, from any thread. */
final class Wake {
    /** How a device stands. */
    enum Signal {
        DISARMED,
        ARMED_S0,
        ARMED_SX,
        SIGNALLED_S0,
        SIGNALLED_SX;

        boolean isSignalled() {
            return this == SIGNALLED_S0 || this == SIGNALLED_SX;
        }

        boolean isFromS0() {
            return this == ARMED_S0 || this == SIGNALLED_S0;
        }
    }

    private final Scheduler scheduler;
    private final AtomicReference<Signal> signal = new AtomicReference<>(Signal.DISARMED);
    private volatile boolean armingFailed;

    Wake(Scheduler scheduler) {
        this.scheduler = scheduler;
        scheduler.access(this, /* write= */ true);
    }

    /** Before the driver arms: from now on a signal counts. */
    void arm(boolean fromS0) {
        scheduler.access(this, /* write= */ true);
        signal.set(fromS0 ? Signal.ARMED_S0 : Signal.ARMED_SX);
    }

    /** Arming failed; what was signalled meanwhile counts as much as nothing. */
    void failed() {
        scheduler.access(this, /* write= */ true);
        signal.set(Signal.DISARMED);
        armingFailed = true;
    }

    /** It is over. Answers how it stood. */
    Signal disarm() {
        scheduler.access(this, /* write= */ true);
        return signal.getAndSet(Signal.DISARMED);
    }

    Signal now() {
        scheduler.access(this, /* write= */ false);
        return signal.get();
    }

    /** Whether the last arming failed and the device has not been in D0 since. */
    boolean armingFailed() {
        scheduler.access(this, /* write= */ false);
        return armingFailed;
    }

    /** The device is in D0. */
    void forgetFailure() {
        scheduler.access(this, /* write= */ true);
        armingFailed = false;
    }

    /** The device signals. Answers how it stands now; DISARMED if nobody listens. */
    Signal trigger() {
        scheduler.access(this, /* write= */ true);
        return signal.updateAndGet(before -> switch (before) {
            case ARMED_S0 -> Signal.SIGNALLED_S0;
            case ARMED_SX -> Signal.SIGNALLED_SX;
            case DISARMED, SIGNALLED_S0, SIGNALLED_SX -> before;
        });
    }
}

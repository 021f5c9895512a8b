package org.umdf4j.framework.request;

import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.scheduler.Timer;

/**
 * The time a send has (SND-8, SND-9). A relative one counts on the monotonic clock. An absolute one follows the clock on
 * the wall, which may be set: it looks at least once in {@link #LOOK_NANOS}.
 */
final class SendTimeout {
    private static final long NANOS_PER_UNIT = 100;

    /** How late a clock that was set forward may be noticed. */
    private static final long LOOK_NANOS = 1_000_000_000L;

    /** Longer waits than this are cut: about three years, far from an overflow. */
    private static final long LONGEST_UNITS = Long.MAX_VALUE / NANOS_PER_UNIT / 100;

    private final Scheduler scheduler;
    private final Irp irp;
    private final long units;
    private volatile @Nullable Timer timer;
    private volatile boolean expired;

    /** @param units of 100 ns: negative from now, positive since 1601-01-01; not 0 */
    SendTimeout(Scheduler scheduler, Irp irp, long units) {
        this.scheduler = scheduler;
        this.irp = irp;
        this.units = units;
    }

    /** The send begins. */
    void start() {
        if (units < 0) {
            arm(Math.min(-Math.max(units, -LONGEST_UNITS), LONGEST_UNITS) * NANOS_PER_UNIT, this::expire);
        } else {
            look();
        }
    }

    private void look() {
        long left = units - scheduler.systemTime();
        if (left <= 0) {
            expire();
        } else {
            arm(Math.min(left, LOOK_NANOS / NANOS_PER_UNIT) * NANOS_PER_UNIT, this::look);
        }
    }

    private void arm(long nanos, Runnable then) {
        Timer armed = scheduler.schedule("time-out of a sent request", nanos, then);
        scheduler.access(irp, /* write= */ true);
        timer = armed;
        if (irp.isEnded()) {
            var _ = armed.cancel(); // stop() may have come before the timer could be found
        }
    }

    private void expire() {
        scheduler.access(irp, /* write= */ true);
        expired = true;
        irp.cancel();
    }

    /** The send is over. */
    void stop() {
        scheduler.access(irp, /* write= */ false);
        Timer armed = timer;
        if (armed != null) {
            var _ = armed.cancel();
        }
    }

    /** What a status from below means: cancelled because the time was over is STATUS_IO_TIMEOUT, all else stands. */
    HResult judge(HResult status) {
        scheduler.access(irp, /* write= */ false);
        boolean canceled = status.equals(HResult.ERROR_OPERATION_ABORTED)
                || status.equals(HResult.STATUS_CANCELLED)
                || status.equals(HResult.ERROR_CANCELLED);
        return canceled && expired ? HResult.STATUS_IO_TIMEOUT : status;
    }
}

package org.umdf4j.framework.pnp;

import java.util.Optional;
import java.util.OptionalLong;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_POWER_DEVICE_STATE;

/**
 * One driver's device as its Plug and Play and power machines see it: the driver's callbacks and its queues.
 *
 * <p>Every method may block, is called from the machine's runner with no lock held, and never throws: a callback whose
 * interface the driver lacks answers {@link HResult#S_OK}; an exception that escapes the driver has been reported as a
 * violation and answers {@link HResult#E_UNEXPECTED}; once the stack is terminated nothing is called and everything
 * returns at once.
 */
public interface PnpDevice {
    /** The driver's name, for histories and messages. */
    String driverName();

    HResult prepareHardware();

    HResult releaseHardware();

    /** The power policy if the driver owns it. */
    default Optional<PowerPolicy> powerPolicy() {
        return Optional.empty();
    }

    /**
     * Since when no power-managed queue of a power policy owner has a request, stored or owned; empty if one has, and then
     * the policy is told once when that ends (PWR-11). Does not block.
     */
    default OptionalLong queuesIdleSince() {
        return OptionalLong.empty();
    }

    HResult armWakeFromS0();

    void disarmWakeFromS0();

    void wakeFromS0Triggered();

    HResult armWakeFromSx();

    void disarmWakeFromSx();

    void wakeFromSxTriggered();

    HResult d0Entry(WDF_POWER_DEVICE_STATE previousState);

    /**
     * Connects and enables the device's interrupts, in the order they were made (INT-3). The first failure ends it; {@link
     * #disableInterrupts} follows then.
     */
    HResult enableInterrupts();

    /**
     * Disables and disconnects the interrupts that are connected, the last first, and returns when no service routine and
     * no interrupt work item runs any more (INT-4). Goes on after a failure and answers the last. Does nothing a second
     * time.
     */
    HResult disableInterrupts();

    HResult d0EntryPostInterruptsEnabled(WDF_POWER_DEVICE_STATE previousState);

    HResult d0ExitPreInterruptsDisabled(WDF_POWER_DEVICE_STATE targetState);

    HResult d0Exit(WDF_POWER_DEVICE_STATE targetState);

    HResult queryRemove();

    HResult queryStop();

    void surpriseRemoval();

    HResult selfManagedIoInit();

    HResult selfManagedIoSuspend();

    HResult selfManagedIoRestart();

    void selfManagedIoFlush();

    void selfManagedIoCleanup();

    /**
     * The hold of section 9: stops delivery from every power-managed queue, waits for running callbacks, offers each
     * owned request to OnIoStop and returns when each has its verdict (PQ-1 to PQ-3, STOP rules).
     */
    void holdQueues();

    /** Releases the power-managed queues: all OnIoResume calls, then delivery, which goes on after the return (RES-2). */
    void resumeQueues();

    /** The purge step for power-managed queues; returns when nothing keeps them (PNP-22 step 7, STOP-36). */
    void purgePowerManagedQueues();

    /** The purge step for all other queues (PNP-22 step 9). */
    void purgeOtherQueues();

    /** Disposes the device's object tree, children first; the last call (PNP-22 step 11). */
    void dispose();
}

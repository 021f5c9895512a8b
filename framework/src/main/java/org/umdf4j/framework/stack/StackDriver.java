package org.umdf4j.framework.stack;

import java.util.Map;
import java.util.Optional;
import org.umdf4j.ddi.POWER_ACTION;
import org.umdf4j.framework.hardware.Hardware;
import org.umdf4j.framework.interfaces.StackInterfaces;
import org.umdf4j.framework.irp.IoTypes;
import org.umdf4j.framework.pnp.PnpOwner;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.verifier.VerifierSettings;
import org.umdf4j.framework.verifier.Violation;

/** A loaded driver that can add its device to a stack. */
public interface StackDriver {
    /** The driver's name. */
    String name();

    /**
     * Calls the driver's OnDeviceAdd.
     *
     * @return the device it made; empty if it made none because the stack was terminated meanwhile (PNP-3)
     * @throws org.umdf4j.ddi.WdfException if OnDeviceAdd failed; the stack is to be torn down (PNP-4)
     */
    Optional<StackDevice> addDevice(DeviceContext context);

    /**
     * What a device needs to know of its stack.
     *
     * @param name the device's name
     * @param scheduler locks, threads and time
     * @param lower the next lower device, or what the stack stands on; empty if there is nothing
     * @param settings the device's settings, as the user gave them
     * @param hardware what the device is made of
     * @param control the way back to the stack
     * @param verifier how the device is watched
     * @param services what else the stack was handed
     */
    record DeviceContext(
            String name,
            Scheduler scheduler,
            Optional<LowerDevice> lower,
            Map<String, String> settings,
            Hardware hardware,
            StackControl control,
            VerifierSettings verifier,
            StackServices services) {}

    /** What a device asks of its stack. Any thread; never blocks; never called with a framework lock held. */
    interface StackControl extends PnpOwner {
        /** The driver broke the contract: report it and terminate the stack (VER-1). Calls after the first are ignored. */
        @Override
        void violation(Violation violation);

        /** How all drivers of the stack reach the data of requests, once they are added (MEM-9). */
        IoTypes ioTypes();

        /** CommitPnpState with Failed or Removed set: tear down as for surprise removal (DEV-2). */
        void deviceFailed(StackDevice device);

        /** CommitPnpState with ResourcesChanged set: ask for a rebalance (DEV-4). */
        void resourcesChanged(StackDevice device);

        /** CommitPnpState with NotDisableable: whether user removal is refused (DEV-4). */
        void setNotDisableable(StackDevice device, boolean notDisableable);

        /**
         * A request was stored in a power-managed queue that does not deliver, of a driver that does not own the power
         * policy. Above the owner nobody will power the idle device up for it (PWR-14).
         */
        void requestStranded(StackDevice device, String queue);

        /** A driver callback has returned or begun: the critical-request timer starts anew (HOST-2). */
        void progress();

        /**
         * A callback that a program's close waits for begins, or waits for the callback lock (HOST-1). Callbacks of
         * different files may overlap.
         *
         * @return to be run when the callback has returned
         */
        Runnable watch(StackDevice device, String callback);

        /** The names of the device in its system, which its drivers share, and its events. */
        StackInterfaces interfaces();

        /** The power action of the transition under way, for GetSystemPowerAction (PWR-9). */
        POWER_ACTION systemPowerAction();
    }
}

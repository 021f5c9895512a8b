package org.umdf4j.host;

import java.util.List;
import org.umdf4j.framework.stack.PnpSettings;
import org.umdf4j.framework.stack.StackDevice.QueueStatus;

/**
 * A hosted device at one moment, for people and scripts. Immutable.
 *
 * @param device its name
 * @param state where its stack stands, such as "started", or "unplugged"
 * @param drivers its drivers, top to bottom; empty when unplugged
 * @param exposures how programs reach it: a path or an NBD URI each
 * @param openFiles how many files programs hold open
 * @param problem the violation or failure that stopped it, empty if none did
 */
public record DeviceReport(
        String device,
        String state,
        List<DriverReport> drivers,
        List<String> exposures,
        int openFiles,
        String problem) {

    public DeviceReport {
        drivers = List.copyOf(drivers);
        exposures = List.copyOf(exposures);
    }

    /**
     * One driver's part of the device.
     *
     * @param driver the driver's name
     * @param pnp its Plug and Play state
     * @param power its power state
     * @param pnpSettings what it has told the Plug and Play manager
     * @param queues its queues in creation order
     */
    public record DriverReport(
            String driver, String pnp, String power, PnpSettings pnpSettings, List<QueueStatus> queues) {
        public DriverReport {
            queues = List.copyOf(queues);
        }
    }
}

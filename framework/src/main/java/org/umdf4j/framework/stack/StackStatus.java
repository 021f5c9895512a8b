package org.umdf4j.framework.stack;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.umdf4j.framework.pnp.PnpState;
import org.umdf4j.framework.pnp.PowerState;
import org.umdf4j.framework.pnp.SelfManagedIoState;
import org.umdf4j.framework.stack.StackDevice.QueueStatus;
import org.umdf4j.framework.verifier.Violation;

/**
 * A stack at one moment, for people and scripts. Immutable.
 *
 * @param name the device's name
 * @param state where the stack stands
 * @param available whether programs can open the device
 * @param openFiles how many files are open
 * @param violation what terminated the stack
 * @param drivers the drivers' devices, top to bottom
 */
public record StackStatus(
        String name,
        StackState state,
        boolean available,
        int openFiles,
        Optional<Violation> violation,
        List<DriverStatus> drivers) {

    /**
     * One driver's device.
     *
     * @param driver the driver's name
     * @param pnp its Plug and Play state
     * @param power its power state
     * @param pnpSettings what it has told the Plug and Play manager
     * @param selfManagedIo its self-managed I/O state
     * @param transitions what its machines did last, each machine's oldest first
     * @param queues its queues in creation order
     * @param tally what has become of its requests so far
     */
    public record DriverStatus(
            String driver,
            PnpState pnp,
            PowerState power,
            PnpSettings pnpSettings,
            SelfManagedIoState selfManagedIo,
            List<String> transitions,
            List<QueueStatus> queues,
            RequestTally tally) {

        private String describe() {
            return queues.stream()
                    .map(queue -> "    queue %s (%s%s): %s, %d stored, %d owned"
                            .formatted(
                                    queue.name(),
                                    queue.dispatch(),
                                    queue.powerManaged() ? ", power-managed" : "",
                                    queue.state(),
                                    queue.stored(),
                                    queue.owned()))
                    .collect(Collectors.joining("\n", "  %s: %s, %s\n".formatted(driver, pnp, power), ""));
        }
    }

    /** Several lines for a person: the stack, its drivers, their queues; no transitions. */
    public String describe() {
        return drivers.stream()
                .map(DriverStatus::describe)
                .collect(Collectors.joining("\n", "%s: %s, %d open files\n".formatted(name, state, openFiles), ""));
    }
}

package org.umdf4j.framework.stack;

import java.util.List;
import org.umdf4j.framework.irp.IoTypes;
import org.umdf4j.framework.pnp.PnpDevice;
import org.umdf4j.framework.verifier.Violation;

/** One driver's device in a stack. */
public interface StackDevice extends PnpDevice, LowerDevice {
    /**
     * The stack is being terminated because of a violation or a host fault: no driver callback starts any more, every
     * request the device holds ends with STATUS_DRIVER_PROCESS_TERMINATED, every wait returns. Any thread, once.
     */
    void terminate(Violation cause);

    /** The queue callbacks of the driver that are running now, each with its request; for messages. Any thread. */
    default List<String> runningCallbacks() {
        return List.of();
    }

    @Override
    default boolean isPowerPolicyOwned() {
        return powerPolicy().isPresent();
    }

    /** How its driver wants to reach the data of requests (MEM-9). */
    default IoTypes ioTypes() {
        return IoTypes.DEFAULT;
    }

    /** The requests its driver owns, and what waits for them. Any thread. */
    default List<HeldRequest> heldRequests() {
        return List.of();
    }

    /** What has become of the device's requests so far. Any thread. */
    default RequestTally tally() {
        return RequestTally.NONE;
    }

    /** What its driver has told the Plug and Play manager. Any thread. */
    default PnpSettings pnpSettings() {
        return PnpSettings.NONE;
    }

    /** A snapshot of the device's queues in creation order, for people and scripts. Any thread. */
    List<QueueStatus> queues();

    /**
     * One queue.
     *
     * @param name "default" or "queue 2", in order of creation
     * @param dispatch sequential, parallel or manual
     * @param powerManaged whether it follows the device's power state
     * @param state the names of its state, such as "ready" or "stopped, held"
     * @param stored requests waiting in it
     * @param owned requests its driver owns
     */
    record QueueStatus(String name, String dispatch, boolean powerManaged, String state, int stored, int owned) {}
}

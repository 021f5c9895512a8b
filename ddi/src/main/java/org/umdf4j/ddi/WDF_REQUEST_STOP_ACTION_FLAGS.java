package org.umdf4j.ddi;

import java.util.List;
import java.util.Set;

/**
 * Why {@link IQueueCallbackIoStop#onIoStop} is called for a request.
 *
 * <p>Either {@link #SUSPEND} or {@link #PURGE}, never both, and with it {@link #REQUEST_CANCELABLE} when it
 * applies. Rules: pnp-power-contract section 10.1, STOP-1, STOP-6. Source: wudfddi_types,
 * WDF_REQUEST_STOP_ACTION_FLAGS.
 */
public enum WDF_REQUEST_STOP_ACTION_FLAGS {
    /** WdfRequestStopActionInvalid: No action. Never passed and never a member of a set of flags. */
    INVALID(0x0),
    /** WdfRequestStopActionSuspend: The device leaves D0; the request's queue is power-managed (STOP-1). */
    SUSPEND(0x1),
    /** WdfRequestStopActionPurge: The device goes away and its queues with it (STOP-6, STOP-36). */
    PURGE(0x2),
    /**
     * WdfRequestStopRequestCancelable: The request is marked cancelable at this moment: unmark it before
     * completing it or giving it back (STOP-18, STOP-19).
     */
    REQUEST_CANCELABLE(0x10000000);

    private static final FlagSets<WDF_REQUEST_STOP_ACTION_FLAGS> SETS =
            new FlagSets<>(WDF_REQUEST_STOP_ACTION_FLAGS::value, List.of(SUSPEND, PURGE, REQUEST_CANCELABLE));

    private final int value;

    WDF_REQUEST_STOP_ACTION_FLAGS(int value) {
        this.value = value;
    }

    /**
     * The set that a mask of the header stands for: immutable, shared, in the header's order. Any thread may
     * call it.
     *
     * @param bits members' {@link #value}s, or-ed together
     * @throws IllegalArgumentException for a bit that is no member's
     */
    public static Set<WDF_REQUEST_STOP_ACTION_FLAGS> of(int bits) {
        return SETS.of(bits);
    }

    /** The mask of a set: its members' {@link #value}s, or-ed together. Any thread may call it. */
    public static int bits(Set<WDF_REQUEST_STOP_ACTION_FLAGS> flags) {
        return SETS.bits(flags);
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}

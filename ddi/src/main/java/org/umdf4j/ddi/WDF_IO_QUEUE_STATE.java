package org.umdf4j.ddi;

import java.util.List;
import java.util.Set;

/**
 * One bit of a queue's state, as {@link IWDFIoQueue#getState} and state callbacks report it.
 *
 * <p>{@link IoQueueState} names the states the bits make up. Rules: io-contract section 4, QS-1 to QS-5.
 * Source: wudfddi_types, WDF_IO_QUEUE_STATE.
 */
public enum WDF_IO_QUEUE_STATE {
    /**
     * WdfIoQueueAcceptRequests: The queue takes new requests. When clear, the framework completes arriving
     * ones as aborted (QS-3) and forwarding fails with {@link HResult#STATUS_WDF_BUSY} (QS-4).
     */
    ACCEPT_REQUESTS(0x1),
    /**
     * WdfIoQueueDispatchRequests: The queue hands requests out. When clear, retrieval answers
     * {@link HResult#STATUS_WDF_PAUSED} (QS-5). Draining and purging leave it alone (QS-2).
     */
    DISPATCH_REQUESTS(0x2),
    /** WdfIoQueueNoRequests: No request is stored in the queue. */
    NO_REQUESTS(0x4),
    /**
     * WdfIoQueueDriverNoRequests: The driver owns no request of the queue; one it has sent to a target counts
     * as owned (QS-1).
     */
    DRIVER_NO_REQUESTS(0x8),
    /**
     * WdfIoQueuePnpHeld: The queue is power-managed and the device's power does not let it run, also while it
     * is being stopped or resumed (RES-7).
     */
    PNP_HELD(0x10);

    private static final FlagSets<WDF_IO_QUEUE_STATE> SETS =
            new FlagSets<>(WDF_IO_QUEUE_STATE::value, List.of(values()));

    private final int value;

    WDF_IO_QUEUE_STATE(int value) {
        this.value = value;
    }

    /**
     * The set that a mask of the header stands for: immutable, shared, in the header's order. Any thread may
     * call it.
     *
     * @param bits members' {@link #value}s, or-ed together
     * @throws IllegalArgumentException for a bit that is no member's
     */
    public static Set<WDF_IO_QUEUE_STATE> of(int bits) {
        return SETS.of(bits);
    }

    /** The mask of a set: its members' {@link #value}s, or-ed together. Any thread may call it. */
    public static int bits(Set<WDF_IO_QUEUE_STATE> flags) {
        return SETS.bits(flags);
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}

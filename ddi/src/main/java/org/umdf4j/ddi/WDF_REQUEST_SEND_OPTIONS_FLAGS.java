package org.umdf4j.ddi;

import java.util.List;
import java.util.Set;

/**
 * An option of {@link IWDFIoRequest#send}.
 *
 * <p>Rules: SND-3, SND-5 to SND-9, SND-17. Source: wudfddi_types, WDF_REQUEST_SEND_OPTIONS_FLAGS.
 */
public enum WDF_REQUEST_SEND_OPTIONS_FLAGS {
    /** WDF_REQUEST_SEND_OPTION_TIMEOUT: The timeout argument applies (SND-8). */
    TIMEOUT(0x1),
    /** WDF_REQUEST_SEND_OPTION_SYNCHRONOUS: The call returns when the request has been completed (SND-3). */
    SYNCHRONOUS(0x2),
    /**
     * WDF_REQUEST_SEND_OPTION_IGNORE_TARGET_STATE: A stopped target takes the request instead of holding it
     * until it is started.
     */
    IGNORE_TARGET_STATE(0x4),
    /**
     * WDF_REQUEST_SEND_OPTION_SEND_AND_FORGET: The target completes the request for good: the driver never
     * hears of it again (SND-5, SND-6). Goes only with the impersonation options; not for requests a driver
     * created.
     */
    SEND_AND_FORGET(0x8),
    /**
     * WDF_REQUEST_SEND_OPTION_IMPERSONATE_CLIENT: For a create request: passes the client's identity on
     * (SND-17). This framework cannot: Send fails with {@link HResult#STATUS_NOT_SUPPORTED} unless
     * {@link #IMPERSONATION_IGNORE_FAILURE} is set too. Other requests are sent as without it.
     */
    IMPERSONATE_CLIENT(0x10000),
    /**
     * WDF_REQUEST_SEND_OPTION_IMPERSONATION_IGNORE_FAILURE: Sends even if impersonation fails; only with
     * {@link #IMPERSONATE_CLIENT}.
     */
    IMPERSONATION_IGNORE_FAILURE(0x20000);

    private static final FlagSets<WDF_REQUEST_SEND_OPTIONS_FLAGS> SETS =
            new FlagSets<>(WDF_REQUEST_SEND_OPTIONS_FLAGS::value, List.of(values()));

    private final int value;

    WDF_REQUEST_SEND_OPTIONS_FLAGS(int value) {
        this.value = value;
    }

    /**
     * The set that a mask of the header stands for: immutable, shared, in the header's order. Any thread may
     * call it.
     *
     * @param bits members' {@link #value}s, or-ed together
     * @throws IllegalArgumentException for a bit that is no member's
     */
    public static Set<WDF_REQUEST_SEND_OPTIONS_FLAGS> of(int bits) {
        return SETS.of(bits);
    }

    /** The mask of a set: its members' {@link #value}s, or-ed together. Any thread may call it. */
    public static int bits(Set<WDF_REQUEST_SEND_OPTIONS_FLAGS> flags) {
        return SETS.bits(flags);
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}

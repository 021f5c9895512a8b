package org.umdf4j.framework.request;

import java.util.Set;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_REQUEST_SEND_OPTIONS_FLAGS;
import org.umdf4j.ddi.WdfException;

/**
 * The options of one Send, checked for being in order together (SND-5).
 *
 * @param impersonate whether an open is passed on with the program's identity (SND-17)
 * @param mayGoAsOurselves whether it is passed on all the same if that identity cannot be had
 * @param timeout in units of 100 ns as {@link SendTimeout} reads it, 0 for none
 */
record SendOptions(
        boolean forget,
        boolean synchronous,
        boolean ignoreState,
        boolean impersonate,
        boolean mayGoAsOurselves,
        long timeout) {
    private static final Set<WDF_REQUEST_SEND_OPTIONS_FLAGS> WITH_FORGET = Set.of(
            WDF_REQUEST_SEND_OPTIONS_FLAGS.SEND_AND_FORGET,
            WDF_REQUEST_SEND_OPTIONS_FLAGS.IMPERSONATE_CLIENT,
            WDF_REQUEST_SEND_OPTIONS_FLAGS.IMPERSONATION_IGNORE_FAILURE);

    static SendOptions of(Set<WDF_REQUEST_SEND_OPTIONS_FLAGS> flags, long timeout) {
        boolean forget = flags.contains(WDF_REQUEST_SEND_OPTIONS_FLAGS.SEND_AND_FORGET);
        if (forget && !WITH_FORGET.containsAll(flags)) {
            throw new WdfException(
                    HResult.E_INVALIDARG,
                    "send with " + flags + ": SEND_AND_FORGET goes with the impersonation options only (SND-5)");
        }
        return new SendOptions(
                forget,
                flags.contains(WDF_REQUEST_SEND_OPTIONS_FLAGS.SYNCHRONOUS),
                flags.contains(WDF_REQUEST_SEND_OPTIONS_FLAGS.IGNORE_TARGET_STATE),
                flags.contains(WDF_REQUEST_SEND_OPTIONS_FLAGS.IMPERSONATE_CLIENT),
                flags.contains(WDF_REQUEST_SEND_OPTIONS_FLAGS.IMPERSONATION_IGNORE_FAILURE),
                flags.contains(WDF_REQUEST_SEND_OPTIONS_FLAGS.TIMEOUT) ? timeout : 0);
    }
}

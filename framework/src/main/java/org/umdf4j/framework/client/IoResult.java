package org.umdf4j.framework.client;

import org.umdf4j.ddi.HResult;

/**
 * How an I/O ended. A failure of the device is an outcome, not an exception.
 *
 * @param status what the driver said; a cancelled I/O usually ends with {@link HResult#ERROR_OPERATION_ABORTED}
 * @param information bytes transferred (read, write) or bytes of the answer (control, query)
 */
public record IoResult(HResult status, long information) {
    /** Whether the status is a success. */
    public boolean succeeded() {
        return status.succeeded();
    }
}

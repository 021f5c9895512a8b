package org.umdf4j.framework.request;

import org.umdf4j.framework.recorder.Label;
import org.umdf4j.framework.recorder.Label.Detail;

/** What the device's record says of a request. */
final class RequestLabels {
    static final Label COMPLETE = Label.of("complete", Detail.ENDING);
    static final Label MARK_CANCELABLE = Label.of("markCancelable");
    static final Label UNMARK_CANCELABLE = Label.of("unmarkCancelable", Detail.YES_OR_NO);
    static final Label STOP_ACKNOWLEDGE = Label.of("stopAcknowledge, requeue", Detail.YES_OR_NO);
    static final Label REQUEUE = Label.of("requeue");
    static final Label REQUEUE_REFUSED = Label.of("requeue refused", Detail.STATUS);
    static final Label FORWARD = Label.of("forwardToIoQueue");
    static final Label FORWARD_REFUSED = Label.of("forwardToIoQueue refused", Detail.STATUS);
    static final Label SEND = Label.of("send");
    static final Label SEND_AND_FORGET = Label.of("send and forget");
    static final Label CANCEL_SENT = Label.of("cancelSentRequest");
    static final Label TARGET_COMPLETED = Label.of("the target has completed it", Detail.STATUS_AND_BYTES);
    static final Label FORGOTTEN_ENDED = Label.of("ended by the target", Detail.ENDING);
    static final Label PROGRAM_CANCELS = Label.of("the program cancels it");
    static final Label CANCEL_CLAIMED = Label.of("its cancellation is claimed, OnCancel is due");
    static final Label ENDED = Label.of("ended without the driver", Detail.ENDING);
    static final Label TERMINATED = Label.of("ended with the terminated device", Detail.ENDING);

    private RequestLabels() {}
}

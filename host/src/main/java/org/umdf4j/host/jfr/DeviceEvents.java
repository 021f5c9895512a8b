package org.umdf4j.host.jfr;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jfr.Event;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.framework.recorder.Label;
import org.umdf4j.framework.recorder.Label.Detail;
import org.umdf4j.framework.recorder.RecordListener;
import org.umdf4j.framework.recorder.RecordedEvent;

/**
 * Makes flight recorder events of what one device records, from when a recording begins to its end. What was under way at
 * the beginning is left out. Any thread; takes no lock that is held while anything else is done.
 */
final class DeviceEvents implements RecordListener {
    private static final WDF_REQUEST_TYPE[] TYPES = WDF_REQUEST_TYPE.values();

    private final String device;

    /** Requests that drivers own, by number. */
    private final Map<Integer, RequestEvent> requests = new ConcurrentHashMap<>();

    /** Operations and stop rounds under way, by driver and words. */
    private final Map<String, DeviceEvent> underWay = new ConcurrentHashMap<>();

    /** The callbacks the thread is in, innermost first. */
    private final ThreadLocal<Deque<CallbackEvent>> callbacks = ThreadLocal.withInitial(ArrayDeque::new);

    DeviceEvents(String device) {
        this.device = device;
    }

    @Override
    public void recorded(RecordedEvent event, Label label, long first, long second) {
        switch (event.kind()) {
            case CALLBACK_BEGIN -> {
                deliveredIf(event, label, first, second);
                begin(event);
            }
            case CALLBACK_END -> end(event);
            case CALL, REQUEST -> {
                deliveredIf(event, label, first, second);
                if (label.detail() == Detail.ENDING) {
                    ended(event, first, second);
                }
            }
            case DEVICE -> {
                TransitionEvent transition = of(new TransitionEvent(), event);
                transition.transition = event.what();
                transition.commit();
            }
            case DEVICE_BEGIN -> operationBegins(event, label, first);
            case DEVICE_END -> operationEnds(event, first);
            case VIOLATION -> {
                ViolationEvent violation = of(new ViolationEvent(), event);
                violation.rule = event.what();
                violation.request = event.request();
                violation.commit();
            }
        }
    }

    private <E extends DeviceEvent> E of(E made, RecordedEvent event) {
        made.device = device;
        made.driver = event.driver();
        return made;
    }

    // ------------------------------------------------------------------------------------------- requests

    private void deliveredIf(RecordedEvent event, Label label, long type, long queue) {
        if (label.detail() == Detail.DELIVERY) {
            RequestEvent request = requests.computeIfAbsent(event.request(), _ -> begun(new RequestEvent(), event));
            request.request = event.request();
            request.type = TYPES[(int) type].toString();
            request.queue = Label.ofCode((int) queue).text();
        }
    }

    private <E extends DeviceEvent> E begun(E made, RecordedEvent event) {
        of(made, event);
        ((Event) made).begin();
        return made;
    }

    private void ended(RecordedEvent event, long status, long bytes) {
        RequestEvent request = requests.remove(event.request());
        if (request != null) {
            request.end();
            if (request.shouldCommit()) {
                request.endedBy = event.what();
                request.status = new HResult((int) status).toString();
                request.bytes = bytes;
                request.commit();
            }
        }
    }

    // ------------------------------------------------------------------------------------------- callbacks

    private void begin(RecordedEvent event) {
        CallbackEvent callback = begun(new CallbackEvent(), event);
        callback.callback = event.what();
        callback.request = event.request();
        callbacks.get().push(callback);
    }

    private void end(RecordedEvent event) {
        CallbackEvent callback = callbacks.get().poll();
        if (callback == null) {
            return; // it began before the recording
        }
        callback.end();
        if (callback.shouldCommit()) {
            callback.status = event.outcome();
            callback.commit();
        }
    }

    // ------------------------------------------------------------------------------------------- operations

    private void operationBegins(RecordedEvent event, Label label, long owned) {
        if (label.detail() == Detail.OWNED) {
            StopRoundEvent round = begun(new StopRoundEvent(), event);
            round.round = event.what();
            round.ownedBefore = owned;
            underWay.put(key(event), round);
        } else {
            OperationEvent operation = begun(new OperationEvent(), event);
            operation.operation = event.what();
            underWay.put(key(event), operation);
        }
    }

    private void operationEnds(RecordedEvent event, long number) {
        DeviceEvent begun = underWay.remove(key(event));
        if (begun instanceof StopRoundEvent round) {
            round.kept = number;
            round.commit();
        } else if (begun instanceof OperationEvent operation) {
            operation.status = event.outcome();
            operation.commit();
        }
    }

    private static String key(RecordedEvent event) {
        return event.driver() + ' ' + event.what();
    }
}

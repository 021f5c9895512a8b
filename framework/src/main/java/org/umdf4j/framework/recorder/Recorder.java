package org.umdf4j.framework.recorder;

import java.util.List;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;

/** Writes what happens between the framework and one driver into its device's {@link FlightRecord}. Any thread. */
public final class Recorder {
    private final FlightRecord record;
    private final int driver;

    Recorder(FlightRecord record, int driver) {
        this.record = record;
        this.driver = driver;
    }

    /** The number of a new request, small and never used again on this device: the 17 of {@code r17}. */
    public int newRequestId() {
        return record.newRequestId();
    }

    /**
     * A callback of the driver begins.
     *
     * @param request the number of the request it is about, 0 for none
     */
    public void callbackBegins(Label callback, int request) {
        record.add(EventKind.CALLBACK_BEGIN, callback, driver, request, 0, 0);
    }

    /**
     * A request handler begins: the request is the driver's from now on.
     *
     * @param callback a label of {@link Label.Detail#DELIVERY}
     * @param queue where it is delivered from
     */
    public void delivered(Label callback, int request, WDF_REQUEST_TYPE type, Label queue) {
        record.add(EventKind.CALLBACK_BEGIN, callback, driver, request, type.ordinal(), queue.code());
    }

    /** As {@link #delivered}, by a DDI method. */
    public void retrieved(Label method, int request, WDF_REQUEST_TYPE type, Label queue) {
        record.add(EventKind.CALL, method, driver, request, type.ordinal(), queue.code());
    }

    /** As {@link #callbackBegins}; also when the callback threw. */
    public void callbackEnds(Label callback, int request) {
        record.add(EventKind.CALLBACK_END, callback, driver, request, 0, 0);
    }

    /** The callback has answered a status. */
    public void callbackEnds(Label callback, HResult status) {
        record.add(EventKind.CALLBACK_END, callback, driver, 0, status.value(), 0);
    }

    /** A DDI method has had its effect. */
    public void call(Label method, int request) {
        record.add(EventKind.CALL, method, driver, request, 0, 0);
    }

    /** A DDI method has had its effect; the numbers are as {@link Label#detail} says. */
    public void call(Label method, int request, long first, long second) {
        record.add(EventKind.CALL, method, driver, request, first, second);
    }

    /** The framework has done something to a request. */
    public void request(Label what, int request) {
        record.add(EventKind.REQUEST, what, driver, request, 0, 0);
    }

    /** The framework has done something to a request that has a status and a byte count. */
    public void request(Label what, int request, HResult status, long bytes) {
        record.add(EventKind.REQUEST, what, driver, request, status.value(), bytes);
    }

    /** A machine of the device has moved. */
    public void device(Label what) {
        record.add(EventKind.DEVICE, what, driver, 0, 0, 0);
    }

    /** As {@link #device(Label)}, with a number that is as {@link Label#detail} says. */
    public void device(Label what, long number) {
        record.add(EventKind.DEVICE, what, driver, 0, number, 0);
    }

    /** Something of the device begins that takes its time; the number is as {@link Label#detail} says. */
    public void begins(Label what, long number) {
        record.add(EventKind.DEVICE_BEGIN, what, driver, 0, number, 0);
    }

    /** What {@link #begins begun} has ended. */
    public void ends(Label what, long number) {
        record.add(EventKind.DEVICE_END, what, driver, 0, number, 0);
    }

    /** The device's last events, those of one request first, as a violation shows them; 0 for no request. */
    public List<String> ending(int request) {
        return TraceText.ending(record, request);
    }

    /** The driver broke a rule, with this request if the number is not 0. */
    public void violation(String rule, int request) {
        record.add(EventKind.VIOLATION, Label.of(rule), driver, request, 0, 0);
    }
}

package org.umdf4j.testkit;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.IQueueCallbackCreate;
import org.umdf4j.ddi.IQueueCallbackDefaultIoHandler;
import org.umdf4j.ddi.IQueueCallbackDeviceIoControl;
import org.umdf4j.ddi.IQueueCallbackIoCanceledOnQueue;
import org.umdf4j.ddi.IQueueCallbackIoResume;
import org.umdf4j.ddi.IQueueCallbackIoStop;
import org.umdf4j.ddi.IQueueCallbackRead;
import org.umdf4j.ddi.IQueueCallbackStateChange;
import org.umdf4j.ddi.IQueueCallbackWrite;
import org.umdf4j.ddi.IRequestCallbackCancel;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;

/**
 * A queue of a {@link ScriptedDriver}: sequential, not power-managed and without callbacks until told otherwise, made when
 * the driver makes its device. Every callback it gets is traced.
 */
public final class ScriptedQueue {
    private final Trace trace;
    private final String prefix;
    private final String name;
    private final WDF_IO_QUEUE_DISPATCH_TYPE dispatch;
    private final Map<Class<?>, Object> handlers = new LinkedHashMap<>();
    private final Set<WDF_REQUEST_TYPE> configured = new LinkedHashSet<>();
    private final IRequestCallbackCancel cancel;
    private IRequestCallbackCancel onCancel = request -> {
        throw new AssertionError("no onCancel is scripted for queue " + name());
    };
    private boolean isDefault;
    private boolean powerManaged;
    private boolean allowsZeroLength;
    private @Nullable IWDFIoQueue made;

    ScriptedQueue(Trace trace, String prefix, String name, WDF_IO_QUEUE_DISPATCH_TYPE dispatch) {
        this.trace = trace;
        this.prefix = prefix;
        this.name = name;
        this.dispatch = dispatch;
        IRequestCallbackCancel current = request -> onCancel.onCancel(request);
        this.cancel = (IRequestCallbackCancel) trace.traced(prefix, Map.of(IRequestCallbackCancel.class, current));
    }

    /** Its name in traces. */
    public String name() {
        return name;
    }

    /** It becomes the device's default queue. */
    public ScriptedQueue asDefault() {
        isDefault = true;
        return this;
    }

    /** It follows the device's power state. */
    public ScriptedQueue powerManaged() {
        powerManaged = true;
        return this;
    }

    /** It takes reads and writes of length zero. */
    public ScriptedQueue allowZeroLength() {
        allowsZeroLength = true;
        return this;
    }

    /** Requests of this type are routed to it. */
    public ScriptedQueue configuredFor(WDF_REQUEST_TYPE type) {
        configured.add(type);
        return this;
    }

    /** Scripts OnRead. */
    public ScriptedQueue onRead(IQueueCallbackRead handler) {
        return on(IQueueCallbackRead.class, handler);
    }

    /** Scripts OnWrite. */
    public ScriptedQueue onWrite(IQueueCallbackWrite handler) {
        return on(IQueueCallbackWrite.class, handler);
    }

    /** Scripts OnDeviceIoControl. */
    public ScriptedQueue onDeviceIoControl(IQueueCallbackDeviceIoControl handler) {
        return on(IQueueCallbackDeviceIoControl.class, handler);
    }

    /** Scripts OnCreateFile. */
    public ScriptedQueue onCreateFile(IQueueCallbackCreate handler) {
        return on(IQueueCallbackCreate.class, handler);
    }

    /** Scripts OnDefaultIoHandler. */
    public ScriptedQueue onDefaultIoHandler(IQueueCallbackDefaultIoHandler handler) {
        return on(IQueueCallbackDefaultIoHandler.class, handler);
    }

    /** Scripts OnIoStop. */
    public ScriptedQueue onIoStop(IQueueCallbackIoStop handler) {
        return on(IQueueCallbackIoStop.class, handler);
    }

    /** Scripts OnIoResume. */
    public ScriptedQueue onIoResume(IQueueCallbackIoResume handler) {
        return on(IQueueCallbackIoResume.class, handler);
    }

    /** Scripts OnIoCanceledOnQueue. */
    public ScriptedQueue onIoCanceledOnQueue(IQueueCallbackIoCanceledOnQueue handler) {
        return on(IQueueCallbackIoCanceledOnQueue.class, handler);
    }

    /** Scripts the creation-time OnStateChange. */
    public ScriptedQueue onStateChange(IQueueCallbackStateChange handler) {
        return on(IQueueCallbackStateChange.class, handler);
    }

    /** Scripts what {@link #cancel} does. May be called again, at any time. */
    public ScriptedQueue onCancel(IRequestCallbackCancel handler) {
        onCancel = handler;
        return this;
    }

    private <T> ScriptedQueue on(Class<T> callback, T handler) {
        handlers.put(callback, handler);
        return this;
    }

    /** The queue's one cancel callback, for MarkCancelable; traced. */
    public IRequestCallbackCancel cancel() {
        return cancel;
    }

    /** A state-change callback for Stop, Drain and Purge that does nothing but be traced. */
    public IQueueCallbackStateChange tracedStateChange() {
        IQueueCallbackStateChange nothing = (_, _) -> {};
        return (IQueueCallbackStateChange) trace.traced(prefix, Map.of(IQueueCallbackStateChange.class, nothing));
    }

    /**
     * The queue itself.
     *
     * @throws IllegalStateException if the driver has not made it yet
     */
    public IWDFIoQueue get() {
        IWDFIoQueue queue = made;
        if (queue == null) {
            throw new IllegalStateException("queue " + name + " has not been made yet");
        }
        return queue;
    }

    /** Makes the queue on this device. Called by the driver's OnDeviceAdd, or by a test for a late queue. */
    public IWDFIoQueue make(IWDFDevice device) {
        Object callbacks = handlers.isEmpty() ? null : trace.traced(prefix, handlers);
        IWDFIoQueue queue = device.createIoQueue(callbacks, isDefault, dispatch, powerManaged, allowsZeroLength);
        made = queue;
        trace.nameQueue(queue, name);
        configured.forEach(type -> queue.configureRequestDispatching(type, true));
        return queue;
    }
}

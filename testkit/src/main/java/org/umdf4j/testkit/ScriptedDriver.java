package org.umdf4j.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IDriverEntry;
import org.umdf4j.ddi.IFileCallbackCleanup;
import org.umdf4j.ddi.IFileCallbackClose;
import org.umdf4j.ddi.IObjectCleanup;
import org.umdf4j.ddi.IPnpCallback;
import org.umdf4j.ddi.IPnpCallbackHardware;
import org.umdf4j.ddi.IPnpCallbackHardwareInterrupt;
import org.umdf4j.ddi.IPnpCallbackRemoteInterfaceNotification;
import org.umdf4j.ddi.IPnpCallbackSelfManagedIo;
import org.umdf4j.ddi.IPowerPolicyCallbackWakeFromS0;
import org.umdf4j.ddi.IPowerPolicyCallbackWakeFromSx;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFDriver;
import org.umdf4j.ddi.IWDFRemoteInterfaceInitialize;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;

/**
 * A driver whose behaviour a test sets, callback by callback. Its device implements every device callback, answers each
 * with success and has the queues the test names; all callbacks are traced.
 */
public final class ScriptedDriver implements IDriverEntry {
    private static final List<Class<?>> DEVICE_CALLBACKS = List.of(
            IPnpCallback.class,
            IPnpCallbackHardware.class,
            IPnpCallbackHardwareInterrupt.class,
            IPnpCallbackRemoteInterfaceNotification.class,
            IPnpCallbackSelfManagedIo.class,
            IPowerPolicyCallbackWakeFromS0.class,
            IPowerPolicyCallbackWakeFromSx.class,
            IFileCallbackCleanup.class,
            IFileCallbackClose.class,
            IObjectCleanup.class);

    private final Trace trace;
    private final String name;
    private final String prefix;
    private final Set<Class<?>> deviceCallbacks = new LinkedHashSet<>(DEVICE_CALLBACKS);
    private final Map<String, Supplier<HResult>> answers = new HashMap<>();
    private final List<ScriptedQueue> queues = new ArrayList<>();
    private Consumer<IWDFDeviceInitialize> beforeDevice = _ -> {};
    private Consumer<IWDFDevice> afterDevice = _ -> {};
    private Consumer<IWDFRemoteInterfaceInitialize> onArrival = _ -> {};
    private @Nullable IWDFDevice made;
    private @Nullable IWDFDriver loaded;

    ScriptedDriver(Trace trace, String name, String prefix) {
        this.trace = trace;
        this.name = name;
        this.prefix = prefix;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** A new queue, made when the device is. */
    public ScriptedQueue queue(String queueName, WDF_IO_QUEUE_DISPATCH_TYPE dispatch) {
        ScriptedQueue queue = lateQueue(queueName, dispatch);
        queues.add(queue);
        return queue;
    }

    /** A new queue that the test makes itself, with {@link ScriptedQueue#make}. */
    public ScriptedQueue lateQueue(String queueName, WDF_IO_QUEUE_DISPATCH_TYPE dispatch) {
        return new ScriptedQueue(trace, prefix, queueName, dispatch);
    }

    /** What OnDeviceAdd does before it makes the device. */
    public ScriptedDriver beforeDevice(Consumer<IWDFDeviceInitialize> action) {
        beforeDevice = action;
        return this;
    }

    /** What OnDeviceAdd does after it has made the device and its queues. */
    public ScriptedDriver afterDevice(Consumer<IWDFDevice> action) {
        afterDevice = action;
        return this;
    }

    /** What OnRemoteInterfaceArrival does. */
    public ScriptedDriver onArrival(Consumer<IWDFRemoteInterfaceInitialize> action) {
        onArrival = action;
        return this;
    }

    /** The device lacks this callback interface. */
    public ScriptedDriver without(Class<?> callbackInterface) {
        deviceCallbacks.remove(callbackInterface);
        return this;
    }

    /** What a callback answers from now on, by its traced name, such as {@code "OnD0Entry"}. */
    public ScriptedDriver answer(String callback, HResult answer) {
        return during(callback, () -> answer);
    }

    /** What a callback does from now on, by its traced name; a callback without a result ignores the answer. */
    public ScriptedDriver during(String callback, Supplier<HResult> action) {
        answers.put(callback, action);
        return this;
    }

    /** As {@link #during(String, Supplier)}, and answers success. */
    public ScriptedDriver doing(String callback, Runnable action) {
        return during(callback, () -> {
            action.run();
            return HResult.S_OK;
        });
    }

    /** The driver object; only after OnInitialize. */
    public IWDFDriver driver() {
        return present(loaded, "loaded");
    }

    /** The device; only after OnDeviceAdd has made it. */
    public IWDFDevice device() {
        return present(made, "asked for a device");
    }

    private <T> T present(@Nullable T object, String what) {
        if (object == null) {
            throw new IllegalStateException("driver '" + name + "' has not been " + what + " yet");
        }
        return object;
    }

    private HResult answerTo(String callback) {
        return answers.getOrDefault(callback, () -> HResult.S_OK).get();
    }

    @Override
    public HResult onInitialize(IWDFDriver wdfDriver) {
        loaded = wdfDriver;
        trace.mark(prefix + "OnInitialize");
        return answerTo("OnInitialize");
    }

    @Override
    public HResult onDeviceAdd(IWDFDriver wdfDriver, IWDFDeviceInitialize wdfDeviceInit) {
        trace.mark(prefix + "OnDeviceAdd");
        beforeDevice.accept(wdfDeviceInit);
        Map<Class<?>, Object> handlers = new LinkedHashMap<>();
        Object answering = new DeviceAnswers(this::answerTo);
        deviceCallbacks.forEach(callback -> handlers.put(callback, answering));
        handlers.computeIfPresent(IPnpCallbackRemoteInterfaceNotification.class, (_, _) ->
                (IPnpCallbackRemoteInterfaceNotification) arrived -> onArrival.accept(arrived));
        IWDFDevice device = wdfDriver.createDevice(wdfDeviceInit, trace.traced(prefix, handlers));
        made = device;
        queues.forEach(queue -> queue.make(device));
        afterDevice.accept(device);
        return answerTo("OnDeviceAdd");
    }

    @Override
    public void onDeinitialize(IWDFDriver wdfDriver) {
        trace.mark(prefix + "OnDeinitialize");
        var _ = answerTo("OnDeinitialize");
    }
}

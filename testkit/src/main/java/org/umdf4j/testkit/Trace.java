package org.umdf4j.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_POWER_DEVICE_STATE;
import org.umdf4j.ddi.WDF_REQUEST_STOP_ACTION_FLAGS;

/**
 * What the drivers of a bench were told, in order: one string a callback, such as {@code OnD0Entry(D3_FINAL)}, {@code
 * OnRead(r1)} or {@code OnIoStop(r1, SUSPEND)}.
 *
 * <p>Requests are named by what their program asked for: {@code r7} is the read at offset 7, {@code w7} the write there,
 * {@code c0x1000} a control, the others by their type. The name stays with the request through all deliveries.
 *
 * <p>Used by the tasks of one simulation, of which one runs at a time.
 */
public final class Trace {
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final IdentityHashMap<IWDFIoRequest, String> requests = new IdentityHashMap<>();
    private final IdentityHashMap<IWDFIoQueue, String> queues = new IdentityHashMap<>();

    /** Made by {@link DriverBench}. */
    Trace() {}

    /** Adds an event of the test's own. */
    public void mark(String event) {
        events.add(event);
    }

    /** All events so far. */
    public List<String> events() {
        return List.copyOf(events);
    }

    /** The events so far whose text begins with one of these, such as {@code "OnIoStop"}. */
    public List<String> of(String... beginnings) {
        return events().stream()
                .filter(event -> Arrays.stream(beginnings).anyMatch(event::startsWith))
                .toList();
    }

    /** Forgets all events so far. */
    public void clear() {
        events.clear();
    }

    /** The request's name. Its driver must own it, or have owned it when it was named first. */
    public String nameOf(IWDFIoRequest request) {
        return requests.computeIfAbsent(request, Trace::nameAnew);
    }

    private static String nameAnew(IWDFIoRequest request) {
        return switch (request.getType()) {
            case READ -> "r" + request.getReadParameters().offset();
            case WRITE -> "w" + request.getWriteParameters().offset();
            case DEVICE_IO_CONTROL ->
                "c0x"
                        + Integer.toHexString(
                                request.getDeviceIoControlParameters().controlCode());
            case CREATE -> "create";
            case FLUSH_BUFFERS -> "flush";
            case QUERY_INFORMATION -> "query";
            case SET_INFORMATION -> "set";
            default -> request.getType().toString();
        };
    }

    void nameQueue(IWDFIoQueue queue, String name) {
        queues.put(queue, name);
    }

    /**
     * An object that implements these callback interfaces, records each call and passes it on.
     *
     * @param prefix stands before each event, empty for none
     * @param handlers what is called, by the interface that declares the method
     */
    Object traced(String prefix, Map<Class<?>, Object> handlers) {
        InvocationHandler record = (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return ofObject(prefix, proxy, method, arguments);
            }
            events.add(prefix + describe(method, arguments));
            return call(method, Objects.requireNonNull(handlers.get(method.getDeclaringClass())), arguments);
        };
        return Proxy.newProxyInstance(
                Trace.class.getClassLoader(), handlers.keySet().toArray(Class<?>[]::new), record);
    }

    private static @Nullable Object call(Method method, Object handler, Object[] arguments) throws Throwable {
        try {
            return method.invoke(handler, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static Object ofObject(String prefix, Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> arguments != null && arguments[0] == proxy;
            default -> "callbacks of " + prefix;
        };
    }

    private String describe(Method method, Object[] arguments) {
        String name = "O" + method.getName().substring(1);
        String shown = Arrays.stream(arguments).flatMap(this::describe).collect(Collectors.joining(", "));
        if (name.equals("OnStateChange")) {
            shown = queues.getOrDefault(arguments[0], "?");
        }
        return shown.isEmpty() ? name : name + "(" + shown + ")";
    }

    private Stream<String> describe(Object argument) {
        return switch (argument) {
            case IWDFIoRequest request -> Stream.of(nameOf(request));
            case WDF_POWER_DEVICE_STATE state -> Stream.of(state.toString());
            case Set<?> flags
            when flags.stream().allMatch(flag -> flag instanceof WDF_REQUEST_STOP_ACTION_FLAGS) ->
                Stream.of(flags.stream()
                        .map(WDF_REQUEST_STOP_ACTION_FLAGS.class::cast)
                        .sorted()
                        .map(Object::toString)
                        .collect(Collectors.joining("|")));
            default -> Stream.empty();
        };
    }

    @Override
    public String toString() {
        return String.join(", ", events());
    }
}

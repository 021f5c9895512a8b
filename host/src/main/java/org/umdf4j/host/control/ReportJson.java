package org.umdf4j.host.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.umdf4j.framework.stack.PnpSettings;
import org.umdf4j.framework.stack.StackDevice.QueueStatus;
import org.umdf4j.host.DeviceReport;
import org.umdf4j.host.DeviceReport.DriverReport;
import org.umdf4j.host.control.Json.MalformedException;

/** Device reports as JSON, the form scripts see; names here are a promise to them. Stateless. */
public final class ReportJson {
    private ReportJson() {}

    /** The JSON object of a report. */
    public static Map<String, Object> write(DeviceReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("device", report.device());
        json.put("state", report.state());
        json.put("drivers", report.drivers().stream().map(ReportJson::write).toList());
        json.put("exposures", report.exposures());
        json.put("openFiles", report.openFiles());
        json.put("problem", report.problem());
        return json;
    }

    private static Map<String, Object> write(DriverReport driver) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("driver", driver.driver());
        json.put("pnp", driver.pnp());
        json.put("power", driver.power());
        json.put("pnpState", driver.pnpSettings().state());
        json.put("pnpCapabilities", driver.pnpSettings().capabilities());
        json.put("queues", driver.queues().stream().map(ReportJson::write).toList());
        return json;
    }

    private static Map<String, Object> write(QueueStatus queue) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("queue", queue.name());
        json.put("dispatch", queue.dispatch());
        json.put("powerManaged", queue.powerManaged());
        json.put("state", queue.state());
        json.put("stored", queue.stored());
        json.put("owned", queue.owned());
        return json;
    }

    /**
     * The report of a JSON object.
     *
     * @throws MalformedException if something is missing or of the wrong type
     */
    static DeviceReport read(Map<?, ?> json) throws MalformedException {
        List<DriverReport> drivers = new ArrayList<>();
        for (Object driver : field(json, "drivers", List.class)) {
            drivers.add(readDriver(object(driver)));
        }
        List<String> exposures = new ArrayList<>();
        for (Object exposure : field(json, "exposures", List.class)) {
            exposures.add(exposure.toString());
        }
        return new DeviceReport(
                field(json, "device", String.class),
                field(json, "state", String.class),
                drivers,
                exposures,
                count(json, "openFiles"),
                field(json, "problem", String.class));
    }

    private static DriverReport readDriver(Map<?, ?> json) throws MalformedException {
        List<QueueStatus> queues = new ArrayList<>();
        for (Object queue : field(json, "queues", List.class)) {
            queues.add(readQueue(object(queue)));
        }
        return new DriverReport(
                field(json, "driver", String.class),
                field(json, "pnp", String.class),
                field(json, "power", String.class),
                new PnpSettings(flags(json, "pnpState"), flags(json, "pnpCapabilities")),
                queues);
    }

    private static Map<String, Boolean> flags(Map<?, ?> json, String key) throws MalformedException {
        Map<?, ?> object = field(json, key, Map.class);
        Map<String, Boolean> flags = new LinkedHashMap<>();
        for (Object name : object.keySet()) {
            flags.put(name.toString(), field(object, name.toString(), Boolean.class));
        }
        return flags;
    }

    private static QueueStatus readQueue(Map<?, ?> json) throws MalformedException {
        return new QueueStatus(
                field(json, "queue", String.class),
                field(json, "dispatch", String.class),
                field(json, "powerManaged", Boolean.class),
                field(json, "state", String.class),
                count(json, "stored"),
                count(json, "owned"));
    }

    /** The value of a key. */
    static <T> T field(Map<?, ?> json, String key, Class<T> type) throws MalformedException {
        Object value = json.get(key);
        if (!type.isInstance(value)) {
            throw new MalformedException("'%s' is missing or no %s"
                    .formatted(key, type.getSimpleName().toLowerCase(Locale.ROOT)));
        }
        return type.cast(value);
    }

    /** A value that has to be an object. */
    static Map<?, ?> object(Object value) throws MalformedException {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new MalformedException("an object was expected");
    }

    private static int count(Map<?, ?> json, String key) throws MalformedException {
        return Math.toIntExact(Math.clamp(field(json, key, Long.class), 0, Integer.MAX_VALUE));
    }
}

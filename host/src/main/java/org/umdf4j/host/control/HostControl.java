package org.umdf4j.host.control;

import java.util.List;
import org.umdf4j.framework.recorder.RecordedEvent;
import org.umdf4j.host.DeviceReport;
import org.umdf4j.host.DriverHost;
import org.umdf4j.host.HostException;
import org.umdf4j.host.HostException.Kind;
import org.umdf4j.host.HostedDevice;

/**
 * A driver host as its control socket sees it.
 *
 * @param host the host
 */
public record HostControl(DriverHost host) implements ControlledHost {
    @Override
    public List<DeviceReport> devices() {
        return host.devices().stream().map(HostedDevice::report).toList();
    }

    @Override
    public String plug(String name, String driver, String hardwareId) throws HostException {
        HostedDevice device = device(name);
        device.plug(driver, hardwareId);
        return pluggedIn(device);
    }

    @Override
    public List<RecordedEvent> trace(String name, long since) throws HostException {
        return device(name).record().eventsSince(since);
    }

    @Override
    public String perform(Command command, String name) throws HostException {
        HostedDevice device = device(name);
        return switch (command) {
            case SUSPEND -> {
                device.suspend();
                yield name + ": suspended";
            }
            case RESUME -> {
                device.resume();
                yield name + ": resumed";
            }
            case WAKE -> {
                device.signalWake();
                yield name + ": signalled";
            }
            case IDLE_ON -> {
                device.setIdle(true);
                yield name + ": may idle";
            }
            case IDLE_OFF -> {
                device.setIdle(false);
                yield name + ": does not idle";
            }
            case UNPLUG -> {
                device.unplug();
                yield name + ": unplugged";
            }
            case UNPLUG_SURPRISE -> {
                device.unplugBySurprise();
                yield name + ": gone";
            }
            case PLUG -> {
                device.plug();
                yield pluggedIn(device);
            }
        };
    }

    private HostedDevice device(String name) throws HostException {
        return host.device(name)
                .orElseThrow(() -> new HostException(Kind.OPERATION, "there is no device called '" + name + "'"));
    }

    private static String pluggedIn(HostedDevice device) {
        return device.name() + ": plugged in, at " + String.join(", ", device.locations());
    }
}

package org.umdf4j.host.control;

import java.util.List;
import org.umdf4j.framework.recorder.RecordedEvent;
import org.umdf4j.host.DeviceReport;
import org.umdf4j.host.HostException;

/** What the control socket can do with a host. Any thread; calls for different devices do not wait for each other. */
public interface ControlledHost {
    /** Every device now. Never waits for a driver. */
    List<DeviceReport> devices();

    /**
     * Carries out a command and waits until it is done.
     *
     * @return one sentence for the user: what is now the case
     * @throws HostException if there is no such device, the device refused, or the command failed
     */
    String perform(Command command, String device) throws HostException;

    /**
     * Plugs an unplugged device in with other drivers; otherwise like {@link #perform} with {@link Command#PLUG}.
     *
     * @param driver the absolute path of a driver package
     * @param hardwareId which of its models; empty for the only one
     */
    String plug(String device, String driver, String hardwareId) throws HostException;

    /**
     * A device's last events, those from the number {@code since} on that are still kept, oldest first.
     *
     * @throws HostException if there is no such device
     */
    List<RecordedEvent> trace(String device, long since) throws HostException;

    /** What can be done with a device. */
    enum Command {
        /** To sleep, as if the system did. */
        SUSPEND("suspend"),
        /** Back to work. */
        RESUME("resume"),
        /** Its hardware signals, as a key pressed or a packet received would. */
        WAKE("wake"),
        /** It may idle. */
        IDLE_ON("idle-on"),
        /** It may not idle. */
        IDLE_OFF("idle-off"),
        /** Remove it if every driver agrees. */
        UNPLUG("unplug"),
        /** It is gone, whatever anyone thinks of it. */
        UNPLUG_SURPRISE("unplug-surprise"),
        /** Add the unplugged device again and expose it where it was. */
        PLUG("plug");

        private final String word;

        Command(String word) {
            this.word = word;
        }

        /** Its name in messages. */
        public String word() {
            return word;
        }
    }
}

package org.umdf4j.framework.pnp;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.DEVICE_POWER_STATE;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_POWER_DEVICE_STATE;
import org.umdf4j.ddi.WDF_POWER_POLICY_S0_IDLE_CAPABILITIES;
import org.umdf4j.ddi.WDF_POWER_POLICY_S0_IDLE_USER_CONTROL;
import org.umdf4j.ddi.WDF_POWER_POLICY_SX_WAKE_USER_CONTROL;
import org.umdf4j.ddi.WDF_TRI_STATE;
import org.umdf4j.ddi.WUDF_DEVICE_POWER_POLICY_IDLE_SETTINGS;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * What driver and user have said about one device's idling and waking (PWR-20 to PWR-22). The last word counts; who may
 * speak, the driver's first call settles. Any thread.
 *
 * <p>The device's settings may say, by the names an INF would use, whether a device idles and wakes where its driver leaves
 * it to the user, {@value #IDLE_DEFAULT} and {@value #WAKE_DEFAULT}, and what its bus can do, {@value #BUS_S0_WAKE} and
 * {@value #BUS_SX_WAKE}: D1, D2, D3, or none. Without them it does, and the bus wakes from every state.
 */
final class PolicySettings {
    static final String IDLE_DEFAULT = "WdfDefaultIdleInWorkingState";
    static final String WAKE_DEFAULT = "WdfDefaultWakeFromSleepState";
    static final String BUS_S0_WAKE = "BusWakeFromS0";
    static final String BUS_SX_WAKE = "BusWakeFromSx";

    /** The documented default of an idle timeout. */
    static final long DEFAULT_TIMEOUT_MILLIS = 5000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    /**
     * How the device idles.
     *
     * @param enabled whether it does
     * @param wakes whether it can wake itself meanwhile
     * @param returnsOnSystemWake whether it leaves idleness when the system wakes (PWR-27)
     */
    record Idle(
            boolean enabled,
            boolean wakes,
            WDF_POWER_DEVICE_STATE target,
            long timeoutNanos,
            boolean returnsOnSystemWake) {}

    private final Map<String, String> deviceSettings;
    private final FrameworkLock lock;

    /** Guarded by {@link #lock}, as everything below: the compiler's check knows the JDK's locks only. */
    private @Nullable WUDF_DEVICE_POWER_POLICY_IDLE_SETTINGS idle;

    private boolean idleEnabled;
    private boolean userControlsIdle;
    private WDF_POWER_DEVICE_STATE wakeTarget = WDF_POWER_DEVICE_STATE.D3;
    private boolean wakeAssigned;
    private boolean wakeEnabled;
    private boolean userControlsWake;

    PolicySettings(Map<String, String> deviceSettings, Scheduler scheduler) {
        this.deviceSettings = deviceSettings;
        this.lock = scheduler.newLock("power policy settings");
    }

    /** How the device idles now; not at all before the driver has said so. */
    Idle idle() {
        lock.lock();
        try {
            if (idle == null) {
                return new Idle(false, false, WDF_POWER_DEVICE_STATE.D3, 0, true);
            }
            boolean wakes = wakes(idle.idleCaps());
            long millis = Integer.toUnsignedLong(idle.idleTimeout());
            return new Idle(
                    idleEnabled,
                    wakes,
                    target(idle.dxState(), wakes ? deepest(BUS_S0_WAKE) : DEVICE_POWER_STATE.D3),
                    (millis == 0 ? DEFAULT_TIMEOUT_MILLIS : millis) * NANOS_PER_MILLI,
                    wakes || idle.powerUpIdleDeviceOnSystemWake() == WDF_TRI_STATE.TRUE);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the device wakes the sleeping system. */
    boolean wakesFromSx() {
        lock.lock();
        try {
            return wakeEnabled;
        } finally {
            lock.unlock();
        }
    }

    /** Where the device goes when the system sleeps: as deep as it can, or as deep as it can wake from. */
    WDF_POWER_DEVICE_STATE sleepTarget() {
        lock.lock();
        try {
            return wakeEnabled ? wakeTarget : WDF_POWER_DEVICE_STATE.D3;
        } finally {
            lock.unlock();
        }
    }

    /** AssignS0IdleSettings, AssignS0IdleSettingsEx. */
    void assignIdle(WUDF_DEVICE_POWER_POLICY_IDLE_SETTINGS wanted) {
        validate(wanted);
        lock.lock();
        try {
            boolean first = idle == null;
            if (idle != null
                    && wakes(idle.idleCaps())
                    && wakes(wanted.idleCaps())
                    && idle.idleCaps() != wanted.idleCaps()) {
                throw invalid("a device cannot become a USB device, nor cease to be one (PWR-21)");
            }
            if (first) {
                userControlsIdle =
                        wanted.userControlOfIdleSettings() == WDF_POWER_POLICY_S0_IDLE_USER_CONTROL.ALLOW_USER_CONTROL;
            }
            idleEnabled = enabled(wanted.enabled(), first, idleEnabled, userControlsIdle ? IDLE_DEFAULT : "");
            idle = wanted;
        } finally {
            lock.unlock();
        }
    }

    /** AssignSxWakeSettings. */
    void assignWake(DEVICE_POWER_STATE dx, WDF_POWER_POLICY_SX_WAKE_USER_CONTROL userControl, WDF_TRI_STATE enabled) {
        if (userControl == WDF_POWER_POLICY_SX_WAKE_USER_CONTROL.USER_CONTROL_INVALID) {
            throw invalid("the user control of waking is invalid (PWR-20)");
        }
        requireSleepState(dx);
        requireWakeFrom(dx, BUS_SX_WAKE);
        lock.lock();
        try {
            boolean first = !wakeAssigned;
            if (first) {
                userControlsWake = userControl == WDF_POWER_POLICY_SX_WAKE_USER_CONTROL.ALLOW_USER_CONTROL;
            }
            wakeEnabled = enabled(enabled, first, wakeEnabled, userControlsWake ? WAKE_DEFAULT : "");
            wakeTarget = target(dx, deepest(BUS_SX_WAKE));
            wakeAssigned = true;
        } finally {
            lock.unlock();
        }
    }

    /** The user turns idling on or off. Answers whether it is the user's to decide. */
    boolean userIdle(boolean on) {
        lock.lock();
        try {
            if (userControlsIdle) {
                idleEnabled = on;
            }
            return userControlsIdle;
        } finally {
            lock.unlock();
        }
    }

    /** The user turns waking the system on or off. Answers whether it is the user's to decide. */
    boolean userWake(boolean on) {
        lock.lock();
        try {
            if (userControlsWake) {
                wakeEnabled = on;
            }
            return userControlsWake;
        } finally {
            lock.unlock();
        }
    }

    /** The device's setting is looked up at the first call only; later a default leaves things as they are. */
    private boolean enabled(WDF_TRI_STATE said, boolean first, boolean present, String setting) {
        return switch (said) {
            case TRUE -> true;
            case FALSE -> false;
            case USE_DEFAULT -> first ? !"0".equals(deviceSettings.get(setting)) : present;
        };
    }

    private void validate(WUDF_DEVICE_POWER_POLICY_IDLE_SETTINGS wanted) {
        if (wanted.idleCaps() == WDF_POWER_POLICY_S0_IDLE_CAPABILITIES.CAPS_INVALID) {
            throw invalid("the idle capabilities are invalid (PWR-20)");
        }
        if (wanted.userControlOfIdleSettings() == WDF_POWER_POLICY_S0_IDLE_USER_CONTROL.USER_CONTROL_INVALID) {
            throw invalid("the user control of idling is invalid (PWR-20)");
        }
        boolean wakes = wakes(wanted.idleCaps());
        if (wakes && wanted.powerUpIdleDeviceOnSystemWake() == WDF_TRI_STATE.TRUE) {
            throw invalid("PowerUpIdleDeviceOnSystemWake is for devices that cannot wake themselves");
        }
        requireSleepState(wanted.dxState());
        if (wanted.idleCaps() == WDF_POWER_POLICY_S0_IDLE_CAPABILITIES.USB_SELECTIVE_SUSPEND
                && wanted.dxState() == DEVICE_POWER_STATE.D3) {
            throw impossible("a USB device cannot signal from D3 (PWR-20)");
        }
        if (wakes) {
            requireWakeFrom(wanted.dxState(), BUS_S0_WAKE);
        }
    }

    private static void requireSleepState(DEVICE_POWER_STATE dx) {
        if (dx == DEVICE_POWER_STATE.UNSPECIFIED) {
            throw invalid("no low-power state is given (PWR-20)");
        }
        if (dx == DEVICE_POWER_STATE.D0) {
            throw impossible("D0 is no low-power state (PWR-20)");
        }
    }

    private void requireWakeFrom(DEVICE_POWER_STATE dx, String bus) {
        DEVICE_POWER_STATE deepest = deepest(bus);
        if (deepest == DEVICE_POWER_STATE.UNSPECIFIED) {
            throw impossible("the bus cannot wake the device (PWR-20)");
        }
        if (dx != DEVICE_POWER_STATE.MAXIMUM && dx.compareTo(deepest) > 0) {
            throw impossible("the bus wakes the device from %s at most, not from %s (PWR-20)".formatted(deepest, dx));
        }
    }

    private DEVICE_POWER_STATE deepest(String bus) {
        return switch (deviceSettings.getOrDefault(bus, "D3")) {
            case "D1" -> DEVICE_POWER_STATE.D1;
            case "D2" -> DEVICE_POWER_STATE.D2;
            case "D3" -> DEVICE_POWER_STATE.D3;
            default -> DEVICE_POWER_STATE.UNSPECIFIED;
        };
    }

    private static WDF_POWER_DEVICE_STATE target(DEVICE_POWER_STATE asked, DEVICE_POWER_STATE deepest) {
        return switch (asked == DEVICE_POWER_STATE.MAXIMUM ? deepest : asked) {
            case D1 -> WDF_POWER_DEVICE_STATE.D1;
            case D2 -> WDF_POWER_DEVICE_STATE.D2;
            case D3, UNSPECIFIED, D0, MAXIMUM -> WDF_POWER_DEVICE_STATE.D3;
        };
    }

    private static boolean wakes(WDF_POWER_POLICY_S0_IDLE_CAPABILITIES caps) {
        return caps == WDF_POWER_POLICY_S0_IDLE_CAPABILITIES.CAN_WAKE_FROM_S0
                || caps == WDF_POWER_POLICY_S0_IDLE_CAPABILITIES.USB_SELECTIVE_SUSPEND;
    }

    private static WdfException invalid(String why) {
        return new WdfException(HResult.E_INVALIDARG, why);
    }

    private static WdfException impossible(String why) {
        return new WdfException(HResult.STATUS_POWER_STATE_INVALID, why);
    }
}

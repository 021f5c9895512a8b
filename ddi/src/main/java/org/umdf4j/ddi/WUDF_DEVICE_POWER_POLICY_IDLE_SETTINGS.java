package org.umdf4j.ddi;

/**
 * When and how deep a device idles while the system works, for {@link IWDFDevice#assignS0IdleSettingsEx}.
 *
 * <p>Source: wudfddi_types, WUDF_DEVICE_POWER_POLICY_IDLE_SETTINGS.
 *
 * @param idleCaps whether the idle device can wake itself
 * @param dxState where it idles: not D0, for USB not D3; {@link DEVICE_POWER_STATE#MAXIMUM} leaves it to the bus
 * @param idleTimeout how long it must have been idle, in milliseconds, unsigned; 0 is the default of five seconds
 * @param userControlOfIdleSettings whether the user may turn idling on and off; only the first call decides (PWR-21)
 * @param enabled whether it idles at all; by default it does unless the user or the INF says otherwise
 * @param powerUpIdleDeviceOnSystemWake whether an idle device goes to D0 when the system wakes; by default it does not.
 *     Only for a device that cannot wake itself, others always do (PWR-27)
 * @param excludeD3Cold whether power must not be cut in D3; without effect where the bus has no D3cold
 */
public record WUDF_DEVICE_POWER_POLICY_IDLE_SETTINGS(
        WDF_POWER_POLICY_S0_IDLE_CAPABILITIES idleCaps,
        DEVICE_POWER_STATE dxState,
        int idleTimeout,
        WDF_POWER_POLICY_S0_IDLE_USER_CONTROL userControlOfIdleSettings,
        WDF_TRI_STATE enabled,
        WDF_TRI_STATE powerUpIdleDeviceOnSystemWake,
        WDF_TRI_STATE excludeD3Cold) {}

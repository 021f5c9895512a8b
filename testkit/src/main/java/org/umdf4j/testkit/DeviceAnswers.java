package org.umdf4j.testkit;

import java.util.function.Function;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IFileCallbackCleanup;
import org.umdf4j.ddi.IFileCallbackClose;
import org.umdf4j.ddi.IObjectCleanup;
import org.umdf4j.ddi.IPnpCallback;
import org.umdf4j.ddi.IPnpCallbackHardware;
import org.umdf4j.ddi.IPnpCallbackHardwareInterrupt;
import org.umdf4j.ddi.IPnpCallbackSelfManagedIo;
import org.umdf4j.ddi.IPowerPolicyCallbackWakeFromS0;
import org.umdf4j.ddi.IPowerPolicyCallbackWakeFromSx;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFFile;
import org.umdf4j.ddi.IWDFObject;
import org.umdf4j.ddi.WDF_POWER_DEVICE_STATE;

/** Every device callback, answered by what a script says for its name. */
record DeviceAnswers(Function<String, HResult> script)
        implements IPnpCallback,
                IPnpCallbackHardware,
                IPnpCallbackHardwareInterrupt,
                IPnpCallbackSelfManagedIo,
                IPowerPolicyCallbackWakeFromS0,
                IPowerPolicyCallbackWakeFromSx,
                IFileCallbackCleanup,
                IFileCallbackClose,
                IObjectCleanup {
    @Override
    public HResult onD0Entry(IWDFDevice wdfDevice, WDF_POWER_DEVICE_STATE previousState) {
        return script.apply("OnD0Entry");
    }

    @Override
    public HResult onD0Exit(IWDFDevice wdfDevice, WDF_POWER_DEVICE_STATE newState) {
        return script.apply("OnD0Exit");
    }

    @Override
    public void onSurpriseRemoval(IWDFDevice wdfDevice) {
        var _ = script.apply("OnSurpriseRemoval");
    }

    @Override
    public HResult onQueryRemove(IWDFDevice wdfDevice) {
        return script.apply("OnQueryRemove");
    }

    @Override
    public HResult onQueryStop(IWDFDevice wdfDevice) {
        return script.apply("OnQueryStop");
    }

    @Override
    public HResult onPrepareHardware(IWDFDevice wdfDevice) {
        return script.apply("OnPrepareHardware");
    }

    @Override
    public HResult onReleaseHardware(IWDFDevice wdfDevice) {
        return script.apply("OnReleaseHardware");
    }

    @Override
    public HResult onD0EntryPostInterruptsEnabled(IWDFDevice device, WDF_POWER_DEVICE_STATE previousState) {
        return script.apply("OnD0EntryPostInterruptsEnabled");
    }

    @Override
    public HResult onD0ExitPreInterruptsDisabled(IWDFDevice device, WDF_POWER_DEVICE_STATE targetState) {
        return script.apply("OnD0ExitPreInterruptsDisabled");
    }

    @Override
    public HResult onArmWakeFromS0(IWDFDevice device) {
        return script.apply("OnArmWakeFromS0");
    }

    @Override
    public void onDisarmWakeFromS0(IWDFDevice device) {
        var _ = script.apply("OnDisarmWakeFromS0");
    }

    @Override
    public void onWakeFromS0Triggered(IWDFDevice device) {
        var _ = script.apply("OnWakeFromS0Triggered");
    }

    @Override
    public HResult onArmWakeFromSx(IWDFDevice device) {
        return script.apply("OnArmWakeFromSx");
    }

    @Override
    public void onDisarmWakeFromSx(IWDFDevice device) {
        var _ = script.apply("OnDisarmWakeFromSx");
    }

    @Override
    public void onWakeFromSxTriggered(IWDFDevice device) {
        var _ = script.apply("OnWakeFromSxTriggered");
    }

    @Override
    public void onSelfManagedIoCleanup(IWDFDevice wdfDevice) {
        var _ = script.apply("OnSelfManagedIoCleanup");
    }

    @Override
    public void onSelfManagedIoFlush(IWDFDevice wdfDevice) {
        var _ = script.apply("OnSelfManagedIoFlush");
    }

    @Override
    public HResult onSelfManagedIoInit(IWDFDevice wdfDevice) {
        return script.apply("OnSelfManagedIoInit");
    }

    @Override
    public HResult onSelfManagedIoSuspend(IWDFDevice wdfDevice) {
        return script.apply("OnSelfManagedIoSuspend");
    }

    @Override
    public HResult onSelfManagedIoRestart(IWDFDevice wdfDevice) {
        return script.apply("OnSelfManagedIoRestart");
    }

    @Override
    public HResult onSelfManagedIoStop(IWDFDevice wdfDevice) {
        return script.apply("OnSelfManagedIoStop");
    }

    @Override
    public void onCleanupFile(IWDFFile wdfFileObject) {
        var _ = script.apply("OnCleanupFile");
    }

    @Override
    public void onCloseFile(IWDFFile wdfFileObject) {
        var _ = script.apply("OnCloseFile");
    }

    @Override
    public void onCleanup(IWDFObject wdfObject) {
        var _ = script.apply("OnCleanup");
    }
}

package org.umdf4j.testkit.zoo;

import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.time.Duration;
import org.umdf4j.ddi.DEVICE_POWER_STATE;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IQueueCallbackRead;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_POWER_POLICY_S0_IDLE_CAPABILITIES;
import org.umdf4j.ddi.WDF_POWER_POLICY_S0_IDLE_USER_CONTROL;
import org.umdf4j.ddi.WDF_TRI_STATE;

/** A driver in good order that owns the power policy, idles soon and answers reads at once. */
class IdleOwner extends SmallDriver implements IQueueCallbackRead {
    static final Duration IDLE = Duration.ofMillis(100);

    @Override
    final void initialize(IWDFDeviceInitialize init) {
        init.setPowerPolicyOwnership(true);
    }

    @Override
    void createQueues(IWDFDevice device) {
        device.assignS0IdleSettings(
                WDF_POWER_POLICY_S0_IDLE_CAPABILITIES.CANNOT_WAKE_FROM_S0,
                DEVICE_POWER_STATE.D2,
                (int) IDLE.toMillis(),
                WDF_POWER_POLICY_S0_IDLE_USER_CONTROL.DO_NOT_ALLOW_USER_CONTROL,
                WDF_TRI_STATE.TRUE);
        device.createIoQueue(this, true, PARALLEL, true, false);
    }

    @Override
    public void onRead(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToRead) {
        wdfRequest.complete(HResult.S_OK);
    }
}

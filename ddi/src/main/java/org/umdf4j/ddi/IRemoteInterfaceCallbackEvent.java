package org.umdf4j.ddi;

import java.lang.foreign.MemorySegment;
import java.util.UUID;

/**
 * Hears the events of the device behind a remote interface. Given to {@link IWDFDevice#createRemoteInterface}.
 *
 * <p>Source: wudfddi, IRemoteInterfaceCallbackEvent.
 */
public interface IRemoteInterfaceCallbackEvent {
    /**
     * The device has posted an event ({@link IWDFDevice#postEvent}). From {@link IWDFRemoteTarget#openRemoteInterface} on
     * until the target is closed; called as {@link IPnpCallbackRemoteInterfaceNotification#onRemoteInterfaceArrival}. A
     * driver that is slower than the events loses the oldest of those that wait.
     *
     * <p>Source: wudfddi, IRemoteInterfaceCallbackEvent::OnRemoteInterfaceEvent.
     *
     * @param eventGuid what has happened, as the two drivers have agreed
     * @param data what belongs to it, read-only, empty if nothing does; valid as long as the driver likes
     * @param nameBufferOffset where the binary data ends and text begins; the size of the data for an event of a driver
     */
    void onRemoteInterfaceEvent(
            IWDFRemoteInterface wdfRemoteInterface, UUID eventGuid, MemorySegment data, int nameBufferOffset);
}

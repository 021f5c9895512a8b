package org.umdf4j.ddi;

/**
 * How a device stack reaches the data of requests. Rules: MEM-9. Source: wudfddi,
 * IWDFDevice2::GetDeviceStackIoTypePreference.
 *
 * @param readWritePreference for reads and writes
 * @param ioControlPreference for device control requests
 */
public record StackIoTypePreference(WDF_DEVICE_IO_TYPE readWritePreference, WDF_DEVICE_IO_TYPE ioControlPreference) {}

package org.umdf4j.ddi;

/** StackIoTypePreference. */
public record StackIoTypePreference(WDF_DEVICE_IO_TYPE readWritePreference, WDF_DEVICE_IO_TYPE ioControlPreference) {}

package org.umdf4j.ddi;

/** DeviceIoControlParameters. */
public record DeviceIoControlParameters(int controlCode, long inBufferSize, long outBufferSize) {}

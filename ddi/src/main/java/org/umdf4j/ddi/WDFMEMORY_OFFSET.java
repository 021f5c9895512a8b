package org.umdf4j.ddi;

/** WDFMEMORY_OFFSET. */
public record WDFMEMORY_OFFSET(long bufferOffset, long bufferLength) {}

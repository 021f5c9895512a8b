package org.umdf4j.ddi;

/** TransferParameters. */
public record TransferParameters(long sizeInBytes, long offset, int key) {}

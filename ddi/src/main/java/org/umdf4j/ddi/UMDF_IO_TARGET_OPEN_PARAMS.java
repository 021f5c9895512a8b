package org.umdf4j.ddi;

/**
 * How a file is opened. Source: wudfddi, UMDF_IO_TARGET_OPEN_PARAMS.
 *
 * @param shareMode ignored: a file is always shared
 * @param creationDisposition 3 (OPEN_EXISTING) or 0; files are not created
 * @param flagsAndAttributes ignored
 */
public record UMDF_IO_TARGET_OPEN_PARAMS(int shareMode, int creationDisposition, int flagsAndAttributes) {}

package org.umdf4j.ddi;

/**
 * A range of a memory object. Source: wudfddi_types, WDFMEMORY_OFFSET.
 *
 * @param bufferOffset where it starts, in bytes
 * @param bufferLength how many bytes it has; {@link IWDFMemory#copyFromMemory} ignores it (MEM-4)
 */
public record WDFMEMORY_OFFSET(long bufferOffset, long bufferLength) {}

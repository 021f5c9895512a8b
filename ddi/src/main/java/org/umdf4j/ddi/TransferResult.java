package org.umdf4j.ddi;

import java.util.Optional;

/**
 * How a sent read or write ended. Rules: SND-3. Source: wudfddi,
 * IWDFIoRequestCompletionParams::GetReadParameters, IWDFIoRequestCompletionParams::GetWriteParameters.
 *
 * @param memory what it was formatted with; empty if that was nothing or the request's own buffer
 * @param bytes how much was transferred
 * @param memoryOffset where in the memory the transfer began, in bytes
 */
public record TransferResult(Optional<IWDFMemory> memory, long bytes, long memoryOffset) {}

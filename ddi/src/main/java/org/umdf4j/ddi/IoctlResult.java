package org.umdf4j.ddi;

import java.util.Optional;

/**
 * How a sent device control request ended. Rules: SND-3. Source: wudfddi,
 * IWDFIoRequestCompletionParams::GetIoctlParameters.
 *
 * @param ioControlCode what was asked for
 * @param inputMemory what it was formatted with; empty if that was nothing or the request's own buffer
 * @param inputMemoryOffset where in that memory the input began, in bytes
 * @param outputMemory where the answer was to go; empty as for the input
 * @param outputMemoryOffset where in that memory the answer begins, in bytes
 * @param outBytes how much of an answer there is
 */
public record IoctlResult(
        int ioControlCode,
        Optional<IWDFMemory> inputMemory,
        long inputMemoryOffset,
        Optional<IWDFMemory> outputMemory,
        long outputMemoryOffset,
        long outBytes) {}

package org.umdf4j.framework.irp;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.umdf4j.ddi.WDF_DEVICE_IO_TYPE;

/**
 * How drivers reach the data of requests (MEM-9): what one asks for, or what a stack has agreed on. Immutable.
 *
 * @param deferred whether buffers are reached only by the Retrieve methods (MEM-8); otherwise they are there at once
 * @param readWrite for reads and writes: buffered, direct, or either
 * @param ioControl for device controls
 */
public record IoTypes(boolean deferred, WDF_DEVICE_IO_TYPE readWrite, WDF_DEVICE_IO_TYPE ioControl) {
    /** Of a driver that says nothing. */
    public static final IoTypes DEFAULT = new IoTypes(false, WDF_DEVICE_IO_TYPE.BUFFERED, WDF_DEVICE_IO_TYPE.BUFFERED);

    /** What suits all drivers of a stack; empty if one takes only buffered and another only direct I/O. */
    public static Optional<IoTypes> agreed(Collection<IoTypes> wishes) {
        boolean deferred = !wishes.isEmpty() && wishes.stream().allMatch(IoTypes::deferred);
        Optional<WDF_DEVICE_IO_TYPE> readWrite = agreed(wishes, IoTypes::readWrite);
        Optional<WDF_DEVICE_IO_TYPE> ioControl = agreed(wishes, IoTypes::ioControl);
        return readWrite.flatMap(first -> ioControl.map(second -> new IoTypes(deferred, first, second)));
    }

    /** Either becomes buffered, which costs nothing here: buffers are shared with the program's side in both cases. */
    private static Optional<WDF_DEVICE_IO_TYPE> agreed(
            Collection<IoTypes> wishes, Function<IoTypes, WDF_DEVICE_IO_TYPE> which) {
        var asked = wishes.stream().map(which).collect(Collectors.toSet());
        if (!asked.contains(WDF_DEVICE_IO_TYPE.DIRECT)) {
            return Optional.of(WDF_DEVICE_IO_TYPE.BUFFERED);
        }
        return asked.contains(WDF_DEVICE_IO_TYPE.BUFFERED) ? Optional.empty() : Optional.of(WDF_DEVICE_IO_TYPE.DIRECT);
    }
}

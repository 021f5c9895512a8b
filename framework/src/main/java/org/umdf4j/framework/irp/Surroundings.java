package org.umdf4j.framework.irp;

import java.util.Optional;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WdfException;

/** What the drivers of a stack can reach outside of it. Implemented by whoever runs the framework; any thread. */
public interface Surroundings {
    /** Nothing. */
    Surroundings NONE = new Surroundings() {
        @Override
        public LowerFile openFile(String path, boolean write) {
            throw new WdfException(HResult.ERROR_FILE_NOT_FOUND, "there are no files here, so no '" + path + "'");
        }

        @Override
        public Optional<DevicePort> device(String name) {
            return Optional.empty();
        }
    };

    /**
     * Opens a file that exists, for reading and perhaps for writing. The caller closes it.
     *
     * @throws WdfException {@link HResult#ERROR_FILE_NOT_FOUND}, {@link HResult#ERROR_ACCESS_DENIED} or what else it was
     */
    LowerFile openFile(String path, boolean write);

    /** The device of that name, if it is plugged in. */
    Optional<DevicePort> device(String name);
}

package org.umdf4j.framework.hardware;

import java.util.List;
import org.umdf4j.ddi.CM_PARTIAL_RESOURCE_DESCRIPTOR;

/**
 * The hardware behind a device stack: its resources and the way to each. Implemented by whoever embeds the framework;
 * outlives the stack, and is used by all its drivers. Any thread.
 */
@FunctionalInterface
public interface Hardware {
    /** No hardware: a device that is software only, or a driver that may not reach it. */
    Hardware NONE = List::of;

    /** The resources, in the order drivers see them; the same at every start. */
    List<Resource> resources();

    /** One resource, as the bus has it and as this machine has it, and the way to it. */
    sealed interface Resource {
        /** As the bus has it. */
        CM_PARTIAL_RESOURCE_DESCRIPTOR raw();

        /** As this machine has it. */
        CM_PARTIAL_RESOURCE_DESCRIPTOR translated();
    }

    /**
     * Registers in memory.
     *
     * @param registers as many bytes as the resource says
     */
    record MemoryResource(
            CM_PARTIAL_RESOURCE_DESCRIPTOR.Memory raw,
            CM_PARTIAL_RESOURCE_DESCRIPTOR.Memory translated,
            RegisterSpace registers)
            implements Resource {}

    /**
     * I/O ports.
     *
     * @param ports as many as the resource says
     */
    record PortResource(
            CM_PARTIAL_RESOURCE_DESCRIPTOR.Port raw,
            CM_PARTIAL_RESOURCE_DESCRIPTOR.Port translated,
            RegisterSpace ports)
            implements Resource {}

    /**
     * An interrupt, by a line or one message.
     *
     * @param line where it comes
     */
    record InterruptResource(
            CM_PARTIAL_RESOURCE_DESCRIPTOR.Interrupt raw,
            CM_PARTIAL_RESOURCE_DESCRIPTOR.Interrupt translated,
            InterruptLine line)
            implements Resource {}
}

package org.umdf4j.ddi;

/**
 * One hardware resource of a device. The union of the header is one record for each kind; what the header has as flags
 * is a component.
 *
 * <p>Immutable. Source: wudfwdm, CM_PARTIAL_RESOURCE_DESCRIPTOR.
 */
public sealed interface CM_PARTIAL_RESOURCE_DESCRIPTOR {
    /** Whether other devices may have it too. */
    CM_SHARE_DISPOSITION shareDisposition();

    /**
     * CmResourceTypePort: a range of I/O ports.
     *
     * @param shareDisposition whether other devices may have it too
     * @param start the first port
     * @param length the number of ports
     */
    record Port(CM_SHARE_DISPOSITION shareDisposition, long start, long length)
            implements CM_PARTIAL_RESOURCE_DESCRIPTOR {}

    /**
     * CmResourceTypeMemory: a range of registers in memory. {@link IWDFDevice#mapIoSpace} makes it reachable.
     *
     * @param shareDisposition whether other devices may have it too
     * @param start the physical address of the first byte
     * @param length the number of bytes
     */
    record Memory(CM_SHARE_DISPOSITION shareDisposition, long start, long length)
            implements CM_PARTIAL_RESOURCE_DESCRIPTOR {}

    /**
     * CmResourceTypeInterrupt: an interrupt, by a line or, if message-signaled, one translated message.
     *
     * @param shareDisposition whether other devices may have it too
     * @param mode level or edge; CM_RESOURCE_INTERRUPT_LATCHED
     * @param messageSignaled whether it comes as a message; CM_RESOURCE_INTERRUPT_MESSAGE
     * @param level its level
     * @param vector its vector, which is never 0
     * @param affinity the processors that may get it, a mask
     */
    record Interrupt(
            CM_SHARE_DISPOSITION shareDisposition,
            KINTERRUPT_MODE mode,
            boolean messageSignaled,
            int level,
            int vector,
            long affinity)
            implements CM_PARTIAL_RESOURCE_DESCRIPTOR {}
}

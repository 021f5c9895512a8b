package org.umdf4j.ddi;

/**
 * The resource an interrupt has been given. Source: wudfinterrupt, WDF_INTERRUPT_INFO.
 *
 * @param targetProcessorSet the processors that may handle it, a mask
 * @param messageNumber which message of the device it is, from 0; 0 for a line
 * @param vector its vector; 0 while it has no resource
 * @param irql its interrupt level
 * @param mode level or edge
 * @param polarity which level of the line means an interrupt
 * @param messageSignaled whether it comes as a message
 * @param shareDisposition whether other devices may have it too
 * @param group the processor group of the mask
 */
public record WDF_INTERRUPT_INFO(
        long targetProcessorSet,
        int messageNumber,
        int vector,
        int irql,
        KINTERRUPT_MODE mode,
        WDF_INTERRUPT_POLARITY polarity,
        boolean messageSignaled,
        CM_SHARE_DISPOSITION shareDisposition,
        int group) {}

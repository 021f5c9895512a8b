package org.umdf4j.ddi;

/**
 * Where and how urgently an interrupt should be handled. Source: wudfinterrupt, WDF_INTERRUPT_EXTENDED_POLICY.
 *
 * @param policy which processors
 * @param priority how urgent
 * @param targetProcessorSetAndGroup the processors, for {@link WDF_INTERRUPT_POLICY#SPECIFIED_PROCESSORS}
 */
public record WDF_INTERRUPT_EXTENDED_POLICY(
        WDF_INTERRUPT_POLICY policy, WDF_INTERRUPT_PRIORITY priority, GROUP_AFFINITY targetProcessorSetAndGroup) {}

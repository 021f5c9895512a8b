/**
 * Interrupt objects: {@link org.umdf4j.framework.interrupt.InterruptSet} has those of a device and follows it through its
 * power states, {@link org.umdf4j.framework.interrupt.WdfInterrupt} is one, with a lock that is the driver's as much as the
 * framework's. The rules are in docs/hardware.md.
 */
package org.umdf4j.framework.interrupt;

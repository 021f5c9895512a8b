/**
 * A device with registers and an interrupt: it computes factorials, slowly. Shows hardware.
 *
 * <pre>
 *  ioctl ──► queue (sequential) ──► FactorialDevice ──► operand register
 *                                                             ⋮
 *        ◄── work item ◄── service routine ◄── interrupt ◄── done
 * </pre>
 *
 * <p>What the service routine shares with the rest is guarded by the interrupt lock. A queue callback may not wait for that
 * lock (INT-10): where it does not get it at once, it leaves the work to the work item. Everything else is guarded by the
 * callback lock, which the work item has too because it asked for automatic serialization.
 */
package org.umdf4j.samples.factorial;

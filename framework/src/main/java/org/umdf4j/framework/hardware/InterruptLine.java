package org.umdf4j.framework.hardware;

import org.umdf4j.ddi.WDF_INTERRUPT_EXTENDED_POLICY;

/**
 * Where an interrupt comes. Connected by at most one listener at a time. Any thread, never with a framework lock held.
 *
 * <p>A level-triggered line masks itself when it has told its listener, until {@link #serviced}: the device goes on
 * asserting it until the driver has satisfied it. An edge-triggered line tells each edge, or several at once as one.
 */
public interface InterruptLine {
    /** Where the interrupt should be handled; a wish. Before {@link #connect}. */
    void prefer(WDF_INTERRUPT_EXTENDED_POLICY policy);

    /**
     * Begins to tell of interrupts, unmasked. Edges that came before are lost; a level that is still asserted is told.
     *
     * @param raised called for each interrupt, on any thread; never blocks, never calls a driver
     * @throws org.umdf4j.ddi.WdfException if the line cannot be connected
     */
    void connect(Runnable raised);

    /** Ends that: no call of {@code raised} begins any more; one that has begun may still be on its way. Never blocks. */
    void disconnect();

    /** The service routine has returned, or interrupts are wanted again: unmasks the line. Does nothing if it is not masked. */
    void serviced();
}

package org.umdf4j.testkit.hardware;

import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.KINTERRUPT_MODE;
import org.umdf4j.ddi.WDF_INTERRUPT_EXTENDED_POLICY;
import org.umdf4j.framework.hardware.InterruptLine;

/** A simulated interrupt line. Any task raises it, also the driver's own by a register's hook. */
public final class SimulatedInterrupt implements InterruptLine {
    private final SimulatedHardware hardware;
    private final KINTERRUPT_MODE mode;
    private @Nullable Runnable listener;
    private @Nullable WDF_INTERRUPT_EXTENDED_POLICY preferred;
    private boolean asserted;
    private boolean masked;
    private int told;

    SimulatedInterrupt(SimulatedHardware hardware, KINTERRUPT_MODE mode) {
        this.hardware = hardware;
        this.mode = mode;
    }

    /** The device interrupts: an edge, or a level that lasts until {@link #lower}. */
    public void raise() {
        asserted = mode == KINTERRUPT_MODE.LEVEL_SENSITIVE;
        tell();
    }

    /** The device is satisfied: a level-triggered line goes back to rest. */
    public void lower() {
        asserted = false;
    }

    /** Whether the framework listens. */
    public boolean isConnected() {
        return listener != null;
    }

    /** How often the framework was told of an interrupt. */
    public int told() {
        return told;
    }

    /** What {@link #prefer} was last given; null before. */
    public @Nullable WDF_INTERRUPT_EXTENDED_POLICY preferred() {
        return preferred;
    }

    private void tell() {
        Runnable present = listener;
        if (present == null || masked || !hardware.isPresent()) {
            return;
        }
        masked = mode == KINTERRUPT_MODE.LEVEL_SENSITIVE;
        told++;
        present.run();
    }

    @Override
    public void prefer(WDF_INTERRUPT_EXTENDED_POLICY policy) {
        preferred = policy;
    }

    @Override
    public void connect(Runnable raised) {
        listener = raised;
        serviced();
    }

    @Override
    public void disconnect() {
        listener = null;
    }

    @Override
    public void serviced() {
        masked = false;
        if (asserted) {
            tell();
        }
    }
}

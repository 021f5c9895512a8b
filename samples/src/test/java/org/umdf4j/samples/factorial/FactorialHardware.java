package org.umdf4j.samples.factorial;

import org.umdf4j.testkit.hardware.SimulatedHardware;
import org.umdf4j.testkit.hardware.SimulatedInterrupt;
import org.umdf4j.testkit.hardware.SimulatedRegister;
import org.umdf4j.testkit.hardware.SimulatedRegisters;

/** The device that the driver is for, as its data sheet says; it is done when the test says. */
final class FactorialHardware {
    private static final int BUSY = 1;
    private static final int DONE = 2;

    final SimulatedHardware hardware = new SimulatedHardware();
    private final SimulatedInterrupt line;
    private final SimulatedRegister control;
    private final SimulatedRegister operand;
    private final SimulatedRegister status;
    private final SimulatedRegister result;
    private int begun;

    FactorialHardware(int id) {
        SimulatedRegisters bar = hardware.memory(0xFEB0_0000L, 0x100);
        line = hardware.levelInterrupt(11);
        bar.register(0x00, 4).onRead(() -> id);
        control = bar.register(0x04, 4);
        status = bar.register(0x0C, 4);
        result = bar.register(0x10, 4);
        operand = bar.register(0x08, 4);
        operand.onWrite(value -> {
            begun++;
            operand.set(value);
            status.set(BUSY);
            line.lower();
        });
        status.onWrite(value -> {
            status.set(status.value() & ~(value & DONE));
            line.lower();
        });
        result.onWrite(_ -> {});
    }

    FactorialHardware() {
        this(0x4641_4354);
    }

    /** How often it was told to compute. */
    int begun() {
        return begun;
    }

    /** It is done, if it computes. */
    void finish() {
        if (status.value() != BUSY) {
            return;
        }
        int product = 1;
        for (int i = 2; i <= operand.value(); i++) {
            product *= i;
        }
        result.set(product);
        status.set(DONE);
        if ((control.value() & 1) != 0) {
            line.raise();
        }
    }

    /** It has been without power. */
    void forget() {
        status.set(0);
        control.set(0);
        line.lower();
    }
}

package org.umdf4j.testkit.contract;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFInterrupt;
import org.umdf4j.ddi.WUDF_INTERRUPT_CONFIG;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.ScriptedDriver;
import org.umdf4j.testkit.Trace;
import org.umdf4j.testkit.hardware.SimulatedHardware;
import org.umdf4j.testkit.hardware.SimulatedInterrupt;

/** A driver with one interrupt, whose callbacks are traced and do what the test says. */
final class InterruptRig {
    static final int VECTOR = 33;

    final DriverBench bench;
    final SimulatedHardware hardware = new SimulatedHardware();
    final SimulatedInterrupt line;
    final ScriptedDriver driver;
    Consumer<IWDFInterrupt> isr = _ -> {};
    Consumer<IWDFInterrupt> workItem = _ -> {};
    Consumer<IWDFInterrupt> enabling = _ -> {};
    HResult enableAnswer = HResult.S_OK;
    UnaryOperator<WUDF_INTERRUPT_CONFIG> changes = config -> config;
    private @Nullable IWDFInterrupt made;

    private InterruptRig(DriverBench bench, boolean level) {
        this.bench = bench;
        this.line = level ? hardware.levelInterrupt(VECTOR) : hardware.edgeInterrupt(VECTOR);
        this.driver = bench.driver();
        driver.afterDevice(device -> made = device.createInterrupt(changes.apply(config())));
        bench.hardware(hardware);
    }

    static InterruptRig edge(DriverBench bench) {
        return new InterruptRig(bench, false);
    }

    static InterruptRig level(DriverBench bench) {
        return new InterruptRig(bench, true);
    }

    WUDF_INTERRUPT_CONFIG config() {
        Trace trace = bench.trace();
        return new WUDF_INTERRUPT_CONFIG(
                        (interrupt, _, _) -> {
                            trace.mark("OnInterruptIsr");
                            isr.accept(interrupt);
                            trace.mark("end of OnInterruptIsr");
                            return true;
                        },
                        (interrupt, _) -> {
                            trace.mark("OnInterruptWorkItem");
                            workItem.accept(interrupt);
                            trace.mark("end of OnInterruptWorkItem");
                        })
                .withEnableAndDisable(
                        (interrupt, _) -> {
                            trace.mark("OnInterruptEnable");
                            enabling.accept(interrupt);
                            return enableAnswer;
                        },
                        (_, _) -> {
                            trace.mark("OnInterruptDisable");
                            return HResult.S_OK;
                        });
    }

    InterruptRig plugged() {
        bench.plug(driver);
        bench.quiet();
        bench.trace().clear();
        return this;
    }

    IWDFInterrupt interrupt() {
        IWDFInterrupt present = made;
        if (present == null) {
            throw new IllegalStateException("not added yet");
        }
        return present;
    }

    /** The device interrupts, and everything that follows happens. */
    void raise() {
        line.raise();
        bench.quiet();
    }

    /** How often the service routine has begun since the trace was cleared. */
    int served() {
        return bench.trace().of("OnInterruptIsr").size();
    }
}

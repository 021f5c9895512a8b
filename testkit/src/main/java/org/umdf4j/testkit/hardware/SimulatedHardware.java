package org.umdf4j.testkit.hardware;

import java.util.ArrayList;
import java.util.List;
import org.umdf4j.ddi.CM_PARTIAL_RESOURCE_DESCRIPTOR;
import org.umdf4j.ddi.CM_SHARE_DISPOSITION;
import org.umdf4j.ddi.KINTERRUPT_MODE;
import org.umdf4j.framework.hardware.Hardware;

/**
 * A device made of registers and interrupts, for {@link org.umdf4j.testkit.DriverBench#hardware}. Its resources are in the
 * order in which the test added them; raw and translated ones are the same.
 */
public final class SimulatedHardware implements Hardware {
    private final List<Resource> resources = new ArrayList<>();
    private boolean present = true;

    /** Without resources; {@link #memory} and the others add them. */
    public SimulatedHardware() {}

    @Override
    public List<Resource> resources() {
        return List.copyOf(resources);
    }

    /** Adds registers in memory. */
    public SimulatedRegisters memory(long start, long length) {
        var registers = new SimulatedRegisters(this, length);
        var descriptor =
                new CM_PARTIAL_RESOURCE_DESCRIPTOR.Memory(CM_SHARE_DISPOSITION.DEVICE_EXCLUSIVE, start, length);
        resources.add(new MemoryResource(descriptor, descriptor, registers));
        return registers;
    }

    /** Adds I/O ports. */
    public SimulatedRegisters ports(long start, long length) {
        var ports = new SimulatedRegisters(this, length);
        var descriptor = new CM_PARTIAL_RESOURCE_DESCRIPTOR.Port(CM_SHARE_DISPOSITION.DEVICE_EXCLUSIVE, start, length);
        resources.add(new PortResource(descriptor, descriptor, ports));
        return ports;
    }

    /** Adds an interrupt by a line that says by its level that the device wants something. */
    public SimulatedInterrupt levelInterrupt(int vector) {
        return interrupt(KINTERRUPT_MODE.LEVEL_SENSITIVE, false, vector);
    }

    /** Adds an interrupt by a line of which each edge is an interrupt. */
    public SimulatedInterrupt edgeInterrupt(int vector) {
        return interrupt(KINTERRUPT_MODE.LATCHED, false, vector);
    }

    /** Adds an interrupt by messages; the first is message 0, the next message 1. */
    public SimulatedInterrupt messageInterrupt(int vector) {
        return interrupt(KINTERRUPT_MODE.LATCHED, true, vector);
    }

    private SimulatedInterrupt interrupt(KINTERRUPT_MODE mode, boolean messageSignaled, int vector) {
        var line = new SimulatedInterrupt(this, mode);
        var descriptor = new CM_PARTIAL_RESOURCE_DESCRIPTOR.Interrupt(
                CM_SHARE_DISPOSITION.DEVICE_EXCLUSIVE,
                mode,
                messageSignaled,
                /* level= */ 5,
                vector,
                /* affinity= */ 1);
        resources.add(new InterruptResource(descriptor, descriptor, line));
        return line;
    }

    /**
     * Pulls the device out of its slot: registers read as all ones and take no writes, interrupts come no more. The test
     * still has to tell the framework, with {@link org.umdf4j.testkit.DriverBench#surpriseRemove}.
     */
    public void pullOut() {
        present = false;
    }

    boolean isPresent() {
        return present;
    }
}

package org.umdf4j.testkit.hardware;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.TreeMap;
import org.umdf4j.framework.hardware.RegisterSpace;

/** A range of simulated registers or ports. A driver reaches those that the test has defined, each with its own width. */
public final class SimulatedRegisters implements RegisterSpace {
    private final SimulatedHardware hardware;
    private final long length;
    private final TreeMap<Long, SimulatedRegister> registers = new TreeMap<>();

    SimulatedRegisters(SimulatedHardware hardware, long length) {
        this.hardware = hardware;
        this.length = length;
    }

    /**
     * Defines a register that keeps what is written to it, 0 at first; its hooks change that.
     *
     * @param offset a multiple of the width
     * @param width 1, 2, 4 or 8 bytes
     */
    public SimulatedRegister register(long offset, int width) {
        if (offset < 0 || offset + width > length || offset % width != 0 || Integer.bitCount(width) != 1 || width > 8) {
            throw new IllegalArgumentException(
                    "no register of %d bytes at 0x%X in %d bytes".formatted(width, offset, length));
        }
        var register = new SimulatedRegister(width);
        registers.put(offset, register);
        return register;
    }

    @Override
    public long read(long offset, int width) {
        if (!hardware.isPresent()) {
            return SimulatedRegister.ones(width);
        }
        return at(offset, width).read();
    }

    @Override
    public void write(long offset, int width, long value) {
        if (hardware.isPresent()) {
            at(offset, width).write(value);
        }
    }

    private SimulatedRegister at(long offset, int width) {
        SimulatedRegister register = registers.get(offset);
        if (register == null || register.width() != width) {
            throw new IllegalStateException(
                    "the driver reached for %d bytes at offset 0x%X, where the device has no such register"
                            .formatted(width, offset));
        }
        return register;
    }

    @Override
    public Optional<MemorySegment> memory() {
        return Optional.empty();
    }
}

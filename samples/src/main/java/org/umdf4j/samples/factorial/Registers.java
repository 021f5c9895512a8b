package org.umdf4j.samples.factorial;

import java.util.Optional;
import java.util.OptionalInt;
import org.umdf4j.ddi.CM_PARTIAL_RESOURCE_DESCRIPTOR;
import org.umdf4j.ddi.HardwareAccess;
import org.umdf4j.ddi.IWDFCmResourceList;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.MEMORY_CACHING_TYPE;

/**
 * The device's registers, all of 32 bits.
 *
 * <pre>
 *  0x00  ID       reads as 0x46414354
 *  0x04  CONTROL  bit 0: interrupt when done
 *  0x08  OPERAND  a write begins to compute, and gives up what was being computed
 *  0x0C  STATUS   bit 0: busy; bit 1: done. Writing bit 1 clears it, and ends the interrupt
 *  0x10  RESULT   the low 32 bits, once done
 * </pre>
 */
record Registers(IWDFDevice device, long base) {
    static final int LENGTH = 0x14;
    static final int ID_VALUE = 0x4641_4354;
    static final int DONE = 1 << 1;
    private static final int ID = 0x00;
    private static final int CONTROL = 0x04;
    private static final int OPERAND = 0x08;
    private static final int STATUS = 0x0C;
    private static final int RESULT = 0x10;
    private static final int INTERRUPT_WHEN_DONE = 1;

    /** What registers of a device that is not there read as. */
    private static final int NOBODY = -1;

    /** Maps the first register range that is large enough; empty if there is none. */
    static Optional<Registers> map(IWDFDevice device, IWDFCmResourceList resources) {
        for (int i = 0; i < resources.getCount(); i++) {
            if (resources.getDescriptor(i) instanceof CM_PARTIAL_RESOURCE_DESCRIPTOR.Memory memory
                    && memory.length() >= LENGTH) {
                long base = device.mapIoSpace(memory.start(), LENGTH, MEMORY_CACHING_TYPE.NON_CACHED);
                return Optional.of(new Registers(device, base));
            }
        }
        return Optional.empty();
    }

    void unmap() {
        device.unmapIoSpace(base, LENGTH);
    }

    int id() {
        return HardwareAccess.readRegisterUlong(device, base + ID);
    }

    void interruptWhenDone(boolean wanted) {
        HardwareAccess.writeRegisterUlong(device, base + CONTROL, wanted ? INTERRUPT_WHEN_DONE : 0);
    }

    void compute(int operand) {
        HardwareAccess.writeRegisterUlong(device, base + OPERAND, operand);
    }

    /** The result, if there is a new one; the device is quiet then. */
    OptionalInt takeResult() {
        int status = HardwareAccess.readRegisterUlong(device, base + STATUS);
        if (status == NOBODY || (status & DONE) == 0) {
            return OptionalInt.empty();
        }
        int result = HardwareAccess.readRegisterUlong(device, base + RESULT);
        HardwareAccess.writeRegisterUlong(device, base + STATUS, DONE);
        return OptionalInt.of(result);
    }
}

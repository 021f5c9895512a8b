package org.umdf4j.ddi;

import static org.umdf4j.ddi.WDF_DEVICE_HWACCESS_TARGET_SIZE.UCHAR;
import static org.umdf4j.ddi.WDF_DEVICE_HWACCESS_TARGET_SIZE.ULONG;
import static org.umdf4j.ddi.WDF_DEVICE_HWACCESS_TARGET_SIZE.ULONG64;
import static org.umdf4j.ddi.WDF_DEVICE_HWACCESS_TARGET_SIZE.USHORT;
import static org.umdf4j.ddi.WDF_DEVICE_HWACCESS_TARGET_TYPE.PORT;
import static org.umdf4j.ddi.WDF_DEVICE_HWACCESS_TARGET_TYPE.PORT_BUFFER;
import static org.umdf4j.ddi.WDF_DEVICE_HWACCESS_TARGET_TYPE.REGISTER;
import static org.umdf4j.ddi.WDF_DEVICE_HWACCESS_TARGET_TYPE.REGISTER_BUFFER;

import java.lang.foreign.MemorySegment;

/**
 * Access to registers and ports by width: the functions of wudfddi_hwaccess.h, under their names in Java case. Each
 * is {@link IWDFDevice#readFromHardware} or {@link IWDFDevice#writeToHardware} with its type and size; what those say
 * of addresses, order and violations holds here. Values of 8 and 16 bits are unsigned.
 *
 * <p>Any thread. Rules: HW-3, HW-4. Source: wudfddi_hwaccess.
 */
public final class HardwareAccess {
    private HardwareAccess() {}

    /** Reads one register of 8 bits. Source: READ_REGISTER_UCHAR. */
    public static int readRegisterUchar(IWDFDevice device, long register) {
        return (int) device.readFromHardware(REGISTER, UCHAR, register, null, 0);
    }

    /** Writes one register of 8 bits. Source: WRITE_REGISTER_UCHAR. */
    public static void writeRegisterUchar(IWDFDevice device, long register, int value) {
        device.writeToHardware(REGISTER, UCHAR, register, value & 0xFFL, null, 0);
    }

    /** Reads {@code count} 8-bit values from as many registers, one after another, into a buffer. Source: READ_REGISTER_BUFFER_UCHAR. */
    public static void readRegisterBufferUchar(IWDFDevice device, long register, MemorySegment buffer, int count) {
        var _ = device.readFromHardware(REGISTER_BUFFER, UCHAR, register, buffer, count);
    }

    /** Writes {@code count} 8-bit values from a buffer to as many registers, one after another. Source: WRITE_REGISTER_BUFFER_UCHAR. */
    public static void writeRegisterBufferUchar(IWDFDevice device, long register, MemorySegment buffer, int count) {
        device.writeToHardware(REGISTER_BUFFER, UCHAR, register, 0, buffer, count);
    }

    /** Reads one register of 16 bits. Source: READ_REGISTER_USHORT. */
    public static int readRegisterUshort(IWDFDevice device, long register) {
        return (int) device.readFromHardware(REGISTER, USHORT, register, null, 0);
    }

    /** Writes one register of 16 bits. Source: WRITE_REGISTER_USHORT. */
    public static void writeRegisterUshort(IWDFDevice device, long register, int value) {
        device.writeToHardware(REGISTER, USHORT, register, value & 0xFFFFL, null, 0);
    }

    /** Reads {@code count} 16-bit values from as many registers, one after another, into a buffer. Source: READ_REGISTER_BUFFER_USHORT. */
    public static void readRegisterBufferUshort(IWDFDevice device, long register, MemorySegment buffer, int count) {
        var _ = device.readFromHardware(REGISTER_BUFFER, USHORT, register, buffer, count);
    }

    /** Writes {@code count} 16-bit values from a buffer to as many registers, one after another. Source: WRITE_REGISTER_BUFFER_USHORT. */
    public static void writeRegisterBufferUshort(IWDFDevice device, long register, MemorySegment buffer, int count) {
        device.writeToHardware(REGISTER_BUFFER, USHORT, register, 0, buffer, count);
    }

    /** Reads one register of 32 bits. Source: READ_REGISTER_ULONG. */
    public static int readRegisterUlong(IWDFDevice device, long register) {
        return (int) device.readFromHardware(REGISTER, ULONG, register, null, 0);
    }

    /** Writes one register of 32 bits. Source: WRITE_REGISTER_ULONG. */
    public static void writeRegisterUlong(IWDFDevice device, long register, int value) {
        device.writeToHardware(REGISTER, ULONG, register, Integer.toUnsignedLong(value), null, 0);
    }

    /** Reads {@code count} 32-bit values from as many registers, one after another, into a buffer. Source: READ_REGISTER_BUFFER_ULONG. */
    public static void readRegisterBufferUlong(IWDFDevice device, long register, MemorySegment buffer, int count) {
        var _ = device.readFromHardware(REGISTER_BUFFER, ULONG, register, buffer, count);
    }

    /** Writes {@code count} 32-bit values from a buffer to as many registers, one after another. Source: WRITE_REGISTER_BUFFER_ULONG. */
    public static void writeRegisterBufferUlong(IWDFDevice device, long register, MemorySegment buffer, int count) {
        device.writeToHardware(REGISTER_BUFFER, ULONG, register, 0, buffer, count);
    }

    /** Reads one register of 64 bits. Source: READ_REGISTER_ULONG64. */
    public static long readRegisterUlong64(IWDFDevice device, long register) {
        return device.readFromHardware(REGISTER, ULONG64, register, null, 0);
    }

    /** Writes one register of 64 bits. Source: WRITE_REGISTER_ULONG64. */
    public static void writeRegisterUlong64(IWDFDevice device, long register, long value) {
        device.writeToHardware(REGISTER, ULONG64, register, value, null, 0);
    }

    /** Reads {@code count} 64-bit values from as many registers, one after another, into a buffer. Source: READ_REGISTER_BUFFER_ULONG64. */
    public static void readRegisterBufferUlong64(IWDFDevice device, long register, MemorySegment buffer, int count) {
        var _ = device.readFromHardware(REGISTER_BUFFER, ULONG64, register, buffer, count);
    }

    /** Writes {@code count} 64-bit values from a buffer to as many registers, one after another. Source: WRITE_REGISTER_BUFFER_ULONG64. */
    public static void writeRegisterBufferUlong64(IWDFDevice device, long register, MemorySegment buffer, int count) {
        device.writeToHardware(REGISTER_BUFFER, ULONG64, register, 0, buffer, count);
    }

    /** Reads one port of 8 bits. Source: READ_PORT_UCHAR. */
    public static int readPortUchar(IWDFDevice device, long port) {
        return (int) device.readFromHardware(PORT, UCHAR, port, null, 0);
    }

    /** Writes one port of 8 bits. Source: WRITE_PORT_UCHAR. */
    public static void writePortUchar(IWDFDevice device, long port, int value) {
        device.writeToHardware(PORT, UCHAR, port, value & 0xFFL, null, 0);
    }

    /** Reads {@code count} 8-bit values from one port into a buffer. Source: READ_PORT_BUFFER_UCHAR. */
    public static void readPortBufferUchar(IWDFDevice device, long port, MemorySegment buffer, int count) {
        var _ = device.readFromHardware(PORT_BUFFER, UCHAR, port, buffer, count);
    }

    /** Writes {@code count} 8-bit values from a buffer to one port. Source: WRITE_PORT_BUFFER_UCHAR. */
    public static void writePortBufferUchar(IWDFDevice device, long port, MemorySegment buffer, int count) {
        device.writeToHardware(PORT_BUFFER, UCHAR, port, 0, buffer, count);
    }

    /** Reads one port of 16 bits. Source: READ_PORT_USHORT. */
    public static int readPortUshort(IWDFDevice device, long port) {
        return (int) device.readFromHardware(PORT, USHORT, port, null, 0);
    }

    /** Writes one port of 16 bits. Source: WRITE_PORT_USHORT. */
    public static void writePortUshort(IWDFDevice device, long port, int value) {
        device.writeToHardware(PORT, USHORT, port, value & 0xFFFFL, null, 0);
    }

    /** Reads {@code count} 16-bit values from one port into a buffer. Source: READ_PORT_BUFFER_USHORT. */
    public static void readPortBufferUshort(IWDFDevice device, long port, MemorySegment buffer, int count) {
        var _ = device.readFromHardware(PORT_BUFFER, USHORT, port, buffer, count);
    }

    /** Writes {@code count} 16-bit values from a buffer to one port. Source: WRITE_PORT_BUFFER_USHORT. */
    public static void writePortBufferUshort(IWDFDevice device, long port, MemorySegment buffer, int count) {
        device.writeToHardware(PORT_BUFFER, USHORT, port, 0, buffer, count);
    }

    /** Reads one port of 32 bits. Source: READ_PORT_ULONG. */
    public static int readPortUlong(IWDFDevice device, long port) {
        return (int) device.readFromHardware(PORT, ULONG, port, null, 0);
    }

    /** Writes one port of 32 bits. Source: WRITE_PORT_ULONG. */
    public static void writePortUlong(IWDFDevice device, long port, int value) {
        device.writeToHardware(PORT, ULONG, port, Integer.toUnsignedLong(value), null, 0);
    }

    /** Reads {@code count} 32-bit values from one port into a buffer. Source: READ_PORT_BUFFER_ULONG. */
    public static void readPortBufferUlong(IWDFDevice device, long port, MemorySegment buffer, int count) {
        var _ = device.readFromHardware(PORT_BUFFER, ULONG, port, buffer, count);
    }

    /** Writes {@code count} 32-bit values from a buffer to one port. Source: WRITE_PORT_BUFFER_ULONG. */
    public static void writePortBufferUlong(IWDFDevice device, long port, MemorySegment buffer, int count) {
        device.writeToHardware(PORT_BUFFER, ULONG, port, 0, buffer, count);
    }
}

package org.umdf4j.reflector.nbd;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.ControlCodes;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;

/**
 * One command of a client on its way through the device: the IRPs it takes, one after the other, and its reply. Owned
 * by the connection's thread, by the device while an IRP is out, and by the {@link ReplyWriter} at last; the hand-over
 * from one to the next orders the accesses.
 */
final class Command {
    /** What a command needs of its connection. */
    interface Home {
        /** Hands an IRP of this command to the device; {@link Command#ended} follows. */
        void submit(Command command, IrpParameters parameters, @Nullable MemorySegment in, @Nullable MemorySegment out);

        /** Whether the driver is known to refuse the zeroing control code. */
        boolean refusesZeroing();

        /** The driver refuses the zeroing control code. */
        void setRefusesZeroing();
    }

    private enum Step {
        TRANSFER,
        TRIM,
        ZERO_CONTROL,
        ZERO_WRITE,
        FLUSH,
        FINISHED
    }

    /** One write of a WRITE_ZEROES that the driver does not do itself: bounded, so that other commands get their turn. */
    static final int ZERO_PIECE = 1 << 20;

    /** Never written to, so shared by all. */
    private static final MemorySegment ZEROES =
            MemorySegment.ofBuffer(ByteBuffer.allocateDirect(ZERO_PIECE)).asReadOnly();

    private static final int DSM_HEADER = 28;
    private static final int DSM_RANGES = 32;
    private static final int DSM_SIZE = 48;
    private static final int ZERO_DATA_SIZE = 16;

    private static final int SIMPLE_HEADER = 16;
    private static final int CHUNK_HEADER = 20;

    private final RequestHeader header;
    private PooledBuffer buffer;
    private final boolean structured;
    private Step step;
    private long zeroed;

    /** @param structured whether READ is answered with structured replies */
    Command(RequestHeader header, PooledBuffer buffer, boolean structured) {
        this.header = header;
        this.buffer = buffer;
        this.structured = structured;
        this.step = switch (header.type()) {
            case Wire.CMD_TRIM -> Step.TRIM;
            case Wire.CMD_WRITE_ZEROES -> Step.ZERO_CONTROL;
            case Wire.CMD_FLUSH -> Step.FLUSH;
            default -> Step.TRANSFER;
        };
    }

    /** How large a buffer the command needs; control input and reply headers fit into the smallest. */
    static int bufferSize(RequestHeader header) {
        return header.type() == Wire.CMD_READ || header.type() == Wire.CMD_WRITE ? (int) header.length() : 0;
    }

    PooledBuffer buffer() {
        return buffer;
    }

    /** Goes on with another buffer; nothing of the old one counts any more. */
    void replaceBuffer(PooledBuffer other) {
        buffer = other;
    }

    /** The buffer's part that WRITE data is received into. */
    ByteBuffer receivingBytes() {
        return buffer.bytes().limit(PooledBuffer.HEADER + (int) header.length()).position(PooledBuffer.HEADER);
    }

    /** Hands the next IRP to the device. Called by the connection's thread, first and after each unfinished {@link #ended}. */
    void proceed(Home home) {
        if (step == Step.ZERO_CONTROL && ((header.flags() & Wire.CMD_FLAG_NO_HOLE) != 0 || home.refusesZeroing())) {
            step = Step.ZERO_WRITE;
        }
        switch (step) {
            case TRANSFER -> transfer(home);
            case TRIM -> control(home, ControlCodes.IOCTL_STORAGE_MANAGE_DATA_SET_ATTRIBUTES, trimInput());
            case ZERO_CONTROL -> control(home, ControlCodes.FSCTL_SET_ZERO_DATA, zeroInput());
            case ZERO_WRITE ->
                home.submit(
                        this, new IrpParameters.Write(header.offset() + zeroed), ZEROES.asSlice(0, zeroPiece()), null);
            case FLUSH -> home.submit(this, new IrpParameters.Flush(), null, null);
            case FINISHED -> throw new IllegalStateException("finished");
        }
    }

    private void transfer(Home home) {
        MemorySegment data = buffer.payload((int) header.length());
        if (header.type() == Wire.CMD_READ) {
            home.submit(this, new IrpParameters.Read(header.offset()), null, data);
        } else {
            home.submit(this, new IrpParameters.Write(header.offset()), data, null);
        }
    }

    private void control(Home home, int code, MemorySegment input) {
        home.submit(this, new IrpParameters.DeviceIoControl(code, ControlCodes.methodOf(code)), input, null);
    }

    private MemorySegment trimInput() {
        MemorySegment input = buffer.payload(DSM_SIZE);
        ByteBuffer fields = input.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        fields.putInt(DSM_HEADER).putInt(ControlCodes.DEVICE_DSM_ACTION_TRIM).putInt(0);
        fields.putInt(0)
                .putInt(0)
                .putInt(DSM_RANGES)
                .putInt(DSM_SIZE - DSM_RANGES)
                .putInt(0);
        fields.putLong(header.offset()).putLong(header.length());
        return input;
    }

    private MemorySegment zeroInput() {
        MemorySegment input = buffer.payload(ZERO_DATA_SIZE);
        ByteBuffer fields = input.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        fields.putLong(header.offset()).putLong(header.offset() + header.length());
        return input;
    }

    private int zeroPiece() {
        return (int) Math.min(ZERO_PIECE, header.length() - zeroed);
    }

    /**
     * The IRP handed out last has ended. Any thread.
     *
     * @return whether the reply is ready; otherwise {@link #proceed} is due
     */
    boolean ended(Home home, HResult status, long information) {
        NbdError error = NbdError.of(status);
        switch (step) {
            case TRANSFER -> error = whole(error, information, header.length());
            // TRIM is advice; a driver that cannot take it has followed it.
            case TRIM -> error = error == NbdError.ENOTSUP ? NbdError.NONE : error;
            case ZERO_CONTROL -> {
                if (error == NbdError.ENOTSUP) {
                    home.setRefusesZeroing();
                    step = Step.ZERO_WRITE;
                    return false;
                }
            }
            case ZERO_WRITE -> {
                error = whole(error, information, zeroPiece());
                zeroed += zeroPiece();
                if (error == NbdError.NONE && zeroed < header.length()) {
                    return false;
                }
            }
            case FLUSH -> {}
            case FINISHED -> throw new IllegalStateException("finished");
        }
        if (error == NbdError.NONE && step != Step.FLUSH && header.isFua() && header.type() != Wire.CMD_READ) {
            step = Step.FLUSH;
            return false;
        }
        finish(error);
        return true;
    }

    /** NBD has no short transfers: part of the data is an error. */
    private static NbdError whole(NbdError error, long information, long length) {
        return error == NbdError.NONE && information != length ? NbdError.EIO : error;
    }

    /** Writes the reply around what the buffer holds. */
    void finish(NbdError error) {
        step = Step.FINISHED;
        if (header.type() != Wire.CMD_READ || !structured) {
            finishSimple(error);
        } else if (error == NbdError.NONE && header.length() > 0) {
            int start = PooledBuffer.HEADER - CHUNK_HEADER - Long.BYTES;
            int payload = (int) header.length();
            chunk(start, Wire.REPLY_OFFSET_DATA, Long.BYTES + payload).putLong(header.offset());
            buffer.bytes().limit(PooledBuffer.HEADER + payload).position(start);
        } else if (error == NbdError.NONE) {
            chunk(0, Wire.REPLY_NONE, 0).flip();
        } else {
            // u32 error, u16 length of a message that is not there.
            chunk(0, Wire.REPLY_ERROR, 6)
                    .putInt(error.code())
                    .putShort((short) 0)
                    .flip();
        }
    }

    private void finishSimple(NbdError error) {
        int payload = header.type() == Wire.CMD_READ && error == NbdError.NONE ? (int) header.length() : 0;
        int start = PooledBuffer.HEADER - SIMPLE_HEADER;
        ByteBuffer out = buffer.bytes().clear().position(start);
        out.putInt(Wire.SIMPLE_REPLY_MAGIC).putInt(error.code()).putLong(header.cookie());
        out.limit(PooledBuffer.HEADER + payload).position(start);
    }

    private ByteBuffer chunk(int start, int type, int length) {
        ByteBuffer out = buffer.bytes().clear().position(start);
        out.putInt(Wire.STRUCTURED_REPLY_MAGIC)
                .putShort((short) Wire.REPLY_FLAG_DONE)
                .putShort((short) type);
        return out.putLong(header.cookie()).putInt(length);
    }

    /** The finished reply, header and payload in one piece. */
    ByteBuffer replyBytes() {
        return buffer.bytes();
    }

    /** An IRP of a command. */
    static final class CommandIrp extends Irp {
        private final Command command;
        private final Transmission transmission;
        private final int slot;

        CommandIrp(
                Transmission transmission,
                Command command,
                int slot,
                IrpParameters parameters,
                @Nullable MemorySegment input,
                @Nullable MemorySegment output) {
            super(transmission.file(), parameters, input, output);
            this.transmission = transmission;
            this.command = command;
            this.slot = slot;
        }

        @Override
        protected void onCompleted(HResult status, long information) {
            transmission.irpEnded(command, slot, status, information);
        }
    }
}

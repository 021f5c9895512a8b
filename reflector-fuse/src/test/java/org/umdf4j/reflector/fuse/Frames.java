package org.umdf4j.reflector.fuse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes request frames, right ones and wrong ones. */
final class Frames {
    private Frames() {}

    /** A frame with a correct header. */
    static byte[] frame(int opcode, long unique, long nodeId, byte[] body) {
        ByteBuffer frame = ByteBuffer.allocate(40 + body.length).order(ByteOrder.nativeOrder());
        frame.putInt(40 + body.length).putInt(opcode).putLong(unique).putLong(nodeId);
        frame.putInt(0).putInt(0).putInt(77).putInt(0).put(body);
        return frame.array();
    }

    static byte[] init(long unique) {
        return frame(FuseProtocol.INIT, unique, 0, ints(7, 40, 131072, -1, 0, 0, 0, 0));
    }

    /** READ or WRITE. */
    static byte[] transfer(int opcode, long unique, long handle, int size, int dataBytes) {
        ByteBuffer body = ByteBuffer.allocate(40 + dataBytes).order(ByteOrder.nativeOrder());
        body.putLong(handle).putLong(0).putInt(size);
        return frame(opcode, unique, 2, body.array());
    }

    static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.nativeOrder());
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }
}

package org.umdf4j.host.demo;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A disk as a program has it open. One thread uses it. Transfers are whole or fail. */
public interface Disk extends Closeable {
    void read(ByteBuffer target, long offset) throws IOException;

    void write(ByteBuffer source, long offset) throws IOException;

    void flush() throws IOException;

    /** Opens a disk. */
    interface Opener {
        Disk open() throws IOException;
    }

    /** The disk behind a file; the reflector sees each transfer as it is made, the page cache is not used. */
    static Disk ofFile(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new Disk() {
            @Override
            public void read(ByteBuffer target, long offset) throws IOException {
                long position = offset;
                while (target.hasRemaining()) {
                    int count = channel.read(target, position);
                    if (count < 0) {
                        throw new EOFException("end of the disk at " + position);
                    }
                    position += count;
                }
            }

            @Override
            public void write(ByteBuffer source, long offset) throws IOException {
                long position = offset;
                while (source.hasRemaining()) {
                    position += channel.write(source, position);
                }
            }

            @Override
            public void flush() throws IOException {
                channel.force(false);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}

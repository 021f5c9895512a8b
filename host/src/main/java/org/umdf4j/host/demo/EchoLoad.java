package org.umdf4j.host.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Two programs at an echo device: one writes an endless sequence, the other reads and checks it byte by byte. The reader
 * is often there first and waits. {@link #write} and {@link #read} run on a thread each.
 */
final class EchoLoad {
    private static final int MOST_BYTES = 16 * 1024;
    private static final long NOT_KNOWN = Long.MAX_VALUE;

    private final Path file;
    private final Account account;
    private final RunControl control;

    /** Where the sequence ends: set before its last bytes are written, so that the reader knows before it has them all. */
    private volatile long end = NOT_KNOWN;

    EchoLoad(Path file, Account account, RunControl control) {
        this.file = file;
        this.account = account;
        this.control = control;
    }

    /** Writes until told to stop. */
    void write() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        ByteBuffer buffer = ByteBuffer.allocateDirect(MOST_BYTES);
        long position = 0;
        account.start();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            account.succeed();
            while (end == NOT_KNOWN) {
                int count = 1 + random.nextInt(MOST_BYTES);
                buffer.clear();
                for (int i = 0; i < count; i++) {
                    buffer.put(Pattern.streamByte(position + i));
                }
                buffer.flip();
                position += count;
                if (control.isStopping()) {
                    end = position;
                }
                while (buffer.hasRemaining()) {
                    account.start();
                    channel.write(buffer);
                    account.succeed();
                }
            }
        } catch (IOException failure) {
            account.fail("echo: write: " + failure.getMessage());
        }
    }

    /** Reads and checks until it has everything the writer wrote. */
    void read() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(MOST_BYTES);
        long position = 0;
        account.start();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            account.succeed();
            while (position < end) {
                buffer.clear();
                account.start();
                int count = channel.read(buffer);
                account.succeed();
                if (count <= 0) {
                    account.corrupt("echo: the stream ended at byte " + position);
                    return;
                }
                buffer.flip();
                position = check(buffer, position);
            }
        } catch (IOException failure) {
            account.fail("echo: read: " + failure.getMessage());
        }
    }

    private long check(ByteBuffer buffer, long from) {
        long position = from;
        while (buffer.hasRemaining()) {
            if (buffer.get() != Pattern.streamByte(position)) {
                account.corrupt("echo: byte " + position + " is not what was written");
                return position + 1 + buffer.remaining();
            }
            position++;
        }
        account.verify(position - from);
        return position;
    }
}

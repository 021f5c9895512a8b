package org.umdf4j.host.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A program that reads and writes its own part of a disk, in transfers of one to sixteen blocks, and checks every byte
 * it reads against what it wrote last. Runs on one thread, three times: {@link #work}, {@link #verify}, {@link #work}
 * again until the device is pulled out.
 */
final class DiskLoad {
    private static final int MOST_BLOCKS = 16;

    private final String name;
    private final Disk.Opener opener;
    private final long firstBlock;
    private final int[] generations;
    private final Account account;
    private final RunControl control;
    private final RandomGenerator random;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(MOST_BLOCKS * Pattern.BLOCK_BYTES);

    /**
     * @param name for messages
     * @param firstBlock where its part begins
     * @param blocks how long its part is
     */
    DiskLoad(String name, Disk.Opener opener, long firstBlock, int blocks, Account account, RunControl control) {
        this.name = name;
        this.opener = opener;
        this.firstBlock = firstBlock;
        this.generations = new int[blocks];
        this.account = account;
        this.control = control;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(firstBlock);
    }

    /** Reads and writes at random until told to stop or until the device is gone. */
    void work() {
        try (Disk disk = opener.open()) {
            while (!control.isStopping()) {
                int count = 1 + random.nextInt(MOST_BLOCKS);
                int from = random.nextInt(generations.length - count + 1);
                int choice = random.nextInt(64);
                boolean done = choice == 0
                        ? attempt("flush", from, disk::flush)
                        : choice < 32 ? write(disk, from, count) : read(disk, from, count);
                if (!done) {
                    return;
                }
            }
        } catch (IOException failure) {
            notOpened(failure);
        }
    }

    /** Reads the whole part and checks it. */
    void verify() {
        try (Disk disk = opener.open()) {
            for (int from = 0; from < generations.length; from += MOST_BLOCKS) {
                if (!read(disk, from, Math.min(MOST_BLOCKS, generations.length - from))) {
                    return;
                }
            }
        } catch (IOException failure) {
            notOpened(failure);
        }
    }

    private void notOpened(IOException failure) {
        if (!control.isPulledOut()) {
            account.start();
            account.fail(name + " could not be opened or closed: " + failure);
        }
    }

    private boolean write(Disk disk, int from, int count) {
        buffer.clear();
        for (int i = from; i < from + count; i++) {
            generations[i]++;
            Pattern.fill(buffer, firstBlock + i, generations[i]);
        }
        buffer.flip();
        return attempt("write", from, () -> disk.write(buffer, offset(from)));
    }

    private boolean read(Disk disk, int from, int count) {
        buffer.clear().limit(count * Pattern.BLOCK_BYTES);
        if (!attempt("read", from, () -> disk.read(buffer, offset(from)))) {
            return false;
        }
        buffer.flip();
        for (int i = from; i < from + count; i++) {
            if (Pattern.matches(buffer, firstBlock + i, generations[i])) {
                account.verify(Pattern.BLOCK_BYTES);
            } else {
                account.corrupt("%s: block %d is not what was written last".formatted(name, firstBlock + i));
            }
        }
        return true;
    }

    private interface Transfer {
        void run() throws IOException;
    }

    private boolean attempt(String what, int from, Transfer transfer) {
        account.start();
        try {
            transfer.run();
            account.succeed();
            return true;
        } catch (IOException failure) {
            if (control.isPulledOut()) {
                account.refuse();
            } else {
                account.fail("%s: %s at block %d: %s".formatted(name, what, firstBlock + from, failure.getMessage()));
            }
            return false;
        }
    }

    private long offset(int block) {
        return (firstBlock + block) * Pattern.BLOCK_BYTES;
    }
}

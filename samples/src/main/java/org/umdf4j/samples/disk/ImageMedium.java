package org.umdf4j.samples.disk;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Bytes in an image file, which the device holds open and locked from start to stop. */
final class ImageMedium implements Medium {
    /** Written again and again to zero a range. Read-only, so that threads may share it. */
    private static final ByteBuffer ZEROES =
            ByteBuffer.allocateDirect(256 * 1024).asReadOnlyBuffer();

    private final Path image;
    private final OptionalLong wantedBytes;
    private final boolean readOnly;
    private volatile @Nullable FileChannel channel;
    private volatile long sizeBytes;

    /**
     * @param wantedBytes the size the file must have, and is made with if it is missing
     * @param readOnly whether to open it for reading only
     */
    ImageMedium(Path image, OptionalLong wantedBytes, boolean readOnly) {
        this.image = image;
        this.wantedBytes = wantedBytes;
        this.readOnly = readOnly;
    }

    @Override
    public void open() throws IOException {
        if (wantedBytes.isPresent() && Files.notExists(image)) {
            make(wantedBytes.getAsLong());
        }
        FileChannel opened = readOnly ? FileChannel.open(image, READ) : FileChannel.open(image, READ, WRITE);
        try {
            lock(opened);
            sizeBytes = checkedSize(opened.size());
        } catch (IOException unusable) {
            opened.close();
            throw unusable;
        }
        channel = opened;
    }

    private void make(long size) throws IOException {
        try (FileChannel made = FileChannel.open(image, CREATE_NEW, WRITE)) {
            // One byte at the end: the rest is a hole and takes no space.
            made.write(ByteBuffer.allocate(1), size - 1);
            // With its metadata, or the file could be gone after a crash although its contents were flushed.
            made.force(true);
        }
    }

    /** Two devices on one image would destroy it. The lock ends with the channel. */
    private void lock(FileChannel opened) throws IOException {
        try {
            if (opened.tryLock(0, Long.MAX_VALUE, readOnly) == null) {
                throw new IOException(image + " is in use by another program");
            }
        } catch (OverlappingFileLockException inThisProgram) {
            throw new IOException(image + " is in use by another device", inThisProgram);
        }
    }

    private long checkedSize(long size) throws IOException {
        if (size == 0) {
            throw new IOException(image + " is empty");
        }
        if (wantedBytes.isPresent() && wantedBytes.getAsLong() != size) {
            throw new IOException("%s has %d bytes, not %d as asked for; it is never grown or cut"
                    .formatted(image, size, wantedBytes.getAsLong()));
        }
        return size;
    }

    @Override
    public void close() throws IOException {
        FileChannel opened = channel;
        channel = null;
        if (opened != null) {
            try (opened) {
                if (!readOnly) {
                    opened.force(false);
                }
            }
        }
    }

    @Override
    public void dispose() {}

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        FileChannel file = opened();
        ByteBuffer rest = target.asByteBuffer();
        while (rest.hasRemaining()) {
            if (file.read(rest, offset + rest.position()) < 0) {
                throw shrunk(file);
            }
        }
    }

    @Override
    public void write(long offset, MemorySegment source) throws IOException {
        write(offset, source.asByteBuffer());
    }

    private void write(long offset, ByteBuffer source) throws IOException {
        FileChannel file = opened();
        // A write behind the end of a file that somebody cut would grow it again, with a hole where data was.
        if (file.size() < offset + source.remaining()) {
            throw shrunk(file);
        }
        int start = source.position();
        while (source.hasRemaining()) {
            file.write(source, offset + source.position() - start);
        }
    }

    @Override
    public void flush() throws IOException {
        opened().force(false);
    }

    @Override
    public void zero(long offset, long length) throws IOException {
        long done = 0;
        while (done < length) {
            int step = (int) Math.min(ZEROES.capacity(), length - done);
            write(offset + done, ZEROES.slice(0, step));
            done += step;
        }
    }

    /** Does nothing: Java has no call that punches a hole, and writing zeroes would be work instead of relief. */
    @Override
    public void trim(long offset, long length) {}

    private FileChannel opened() throws IOException {
        FileChannel current = channel;
        if (current == null) {
            throw new IOException(image + " is not open");
        }
        return current;
    }

    private IOException shrunk(FileChannel file) throws IOException {
        return new EOFException("%s has shrunk from %d to %d bytes".formatted(image, sizeBytes, file.size()));
    }
}

package org.umdf4j.samples.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class MediumTest {
    private static final int SIZE = 1024 * 1024;

    @TempDir
    private Path directory;

    static Stream<Named<Function<Path, Medium>>> media() {
        return Stream.of(
                Named.of("memory", directory -> new MemoryMedium(SIZE)),
                Named.of("image", directory -> image(directory, OptionalLong.of(SIZE), false)));
    }

    @ParameterizedTest
    @MethodSource("media")
    void whatIsWrittenIsReadAlsoAfterAStop(Function<Path, Medium> kind) throws IOException {
        Medium medium = kind.apply(directory);
        medium.open();
        assertThat(medium.sizeBytes()).isEqualTo(SIZE);
        medium.write(SIZE - 5, bytes(5, 'x'));
        medium.flush();
        medium.close();
        medium.open();

        assertThat(read(medium, SIZE - 6, 6)).isEqualTo("\0xxxxx");

        medium.close();
        medium.dispose();
    }

    @ParameterizedTest
    @MethodSource("media")
    void zeroClearsItsRangeAndNoByteMore(Function<Path, Medium> kind) throws IOException {
        Medium medium = kind.apply(directory);
        medium.open();
        medium.write(0, bytes(SIZE, 'x'));

        medium.zero(1, SIZE - 2);

        assertThat(read(medium, 0, SIZE)).isEqualTo("x" + "\0".repeat(SIZE - 2) + "x");
        medium.close();
        medium.dispose();
    }

    @ParameterizedTest
    @MethodSource("media")
    void trimTouchesNothingOutsideItsRange(Function<Path, Medium> kind) throws IOException {
        Medium medium = kind.apply(directory);
        medium.open();
        medium.write(0, bytes(9, 'x'));

        medium.trim(3, 3);

        assertThat(read(medium, 0, 3) + read(medium, 6, 3)).isEqualTo("xxxxxx");
        medium.close();
        medium.dispose();
    }

    @ParameterizedTest
    @MethodSource("media")
    void aTransferMayCrossChunksAndWhatWasNeverWrittenIsZero(Function<Path, Medium> kind) throws IOException {
        Medium medium = kind.apply(directory);
        medium.open();
        int border = MemoryMedium.CHUNK_BYTES;
        medium.write(border - 2, bytes(4, 'x'));
        medium.zero(border - 1, 2);

        // The chunks before, on both sides of the border, and one behind that nobody wrote.
        assertThat(read(medium, 0, SIZE))
                .isEqualTo("\0".repeat(border - 2) + "x\0\0x" + "\0".repeat(SIZE - border - 2));
        medium.close();
        medium.dispose();
    }

    @Test
    void aDiskInMemoryHasPartOfAChunkAtItsEnd() throws IOException {
        int size = 2 * MemoryMedium.CHUNK_BYTES + 100;
        Medium medium = new MemoryMedium(size);
        assertThat(medium.sizeBytes()).isEqualTo(size);
        medium.write(size - 3, bytes(3, 'x'));
        assertThat(read(medium, size - 4, 4)).isEqualTo("\0xxx");
        medium.dispose();
    }

    @Test
    void aDiskInMemoryTakesNoneForWhatWasNotWritten() throws IOException {
        // A table of chunks this large is no burden; the disk would be.
        Medium medium = new MemoryMedium(1L << 40);
        medium.write((1L << 40) - 1, bytes(1, 'x'));
        assertThat(read(medium, (1L << 40) - 2, 2)).isEqualTo("\0x");
        medium.dispose();
    }

    @Test
    void aMissingImageIsMadeOnlyWhenItsSizeIsKnown() throws IOException {
        assertThatThrownBy(image(directory, OptionalLong.empty(), false)::open).isInstanceOf(NoSuchFileException.class);

        Medium made = image(directory, OptionalLong.of(SIZE), false);
        made.open();
        made.close();
        assertThat(directory.resolve("disk.img")).hasSize(SIZE);
    }

    @Test
    void anImageOfAnotherSizeIsRefusedAndLeftAlone() throws IOException {
        Files.write(directory.resolve("disk.img"), new byte[100]);

        assertThatThrownBy(image(directory, OptionalLong.of(SIZE), false)::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("100 bytes");
        assertThat(directory.resolve("disk.img")).hasSize(100);
    }

    @Test
    void anEmptyImageIsRefused() throws IOException {
        Files.createFile(directory.resolve("disk.img"));

        assertThatThrownBy(image(directory, OptionalLong.empty(), false)::open).hasMessageContaining("empty");
    }

    @Test
    void anImageServesOneDeviceAtATime() throws IOException {
        Medium first = image(directory, OptionalLong.of(SIZE), false);
        Medium second = image(directory, OptionalLong.empty(), false);
        first.open();

        assertThatThrownBy(second::open).isInstanceOf(IOException.class).hasMessageContaining("in use");

        first.close();
        second.open();
        second.close();
    }

    @Test
    void aShrunkImageFailsReadsAndWritesBehindItsNewEndAndDoesNotGrow() throws IOException {
        Medium medium = image(directory, OptionalLong.of(SIZE), false);
        medium.open();
        try (RandomAccessFile other =
                new RandomAccessFile(directory.resolve("disk.img").toFile(), "rw")) {
            other.setLength(4096);
        }

        assertThat(read(medium, 0, 4096)).isEqualTo("\0".repeat(4096));
        assertThatThrownBy(() -> read(medium, 4000, 200)).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> medium.write(8192, bytes(1, 'x'))).isInstanceOf(EOFException.class);
        assertThat(directory.resolve("disk.img")).hasSize(4096);
        medium.close();
    }

    private static Medium image(Path directory, OptionalLong size, boolean readOnly) {
        return new ImageMedium(directory.resolve("disk.img"), size, readOnly);
    }

    private static MemorySegment bytes(int count, char value) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return MemorySegment.ofArray(bytes);
    }

    private static String read(Medium medium, long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        medium.read(offset, MemorySegment.ofArray(bytes));
        return new String(bytes, java.nio.charset.StandardCharsets.US_ASCII);
    }
}

package org.umdf4j.reflector.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.framework.irp.IrpParameters;

/** Two readers, never more, one of which serves alone while the other stands by. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AloneReaderTest {
    private final FakePort disk = FakePort.disk("disk0", 4096);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private FakeKernel kernel;
    private FuseSession session;
    private ReaderCrew crew;
    private long unique = 100;

    @BeforeEach
    void oneServesAlone() {
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
        kernel = new FakeKernel();
        session = new FuseSession(
                kernel.sessionFd,
                FuseOptions.defaults().withTransport(FuseTransport.CLASSIC).withReaders(2, 2));
        session.directory().add(new DeviceNode(2, disk, 4096, 0, new DeviceNode.Access(0600, 0, 0)));
        session.start();
        kernel.ask(Frames.init(++unique), 0);
        crew = session.readers();
        crew.tryAlone();
        until(() -> {
            askStatfs();
            return crew.standingBy() == 1;
        });
    }

    @AfterEach
    void theOneThatStandsByEndsWithTheConnection() throws Exception {
        goOn.countDown();
        kernel.close();
        assertThat(session.awaitReaders(20_000)).isTrue();
        session.drain(200);
        session.close();
        Leftovers.awaitNoThreads();
    }

    @Test
    void itServesWhatComesOneAtATime() {
        for (int i = 0; i < 1000; i++) {
            askStatfs();
        }
        assertThat(crew.isAlone()).isTrue();
        assertThat(crew.standingBy()).isEqualTo(1);
    }

    @Test
    void itIsNotBlockedIfItHasServedSinceTheLastLook() {
        crew.readers().forEach(Reader::look);
        askStatfs();
        until(() -> crew.readers().stream().allMatch(Reader::isAsleep)); // one waits for a request, the other stands by

        assertThat(crew.readers())
                .extracting(Reader::look)
                .containsExactlyInAnyOrder(Reader.Progress.SERVES, Reader.Progress.BLOCKED);
        assertThat(crew.readers()).extracting(Reader::look).containsOnly(Reader.Progress.BLOCKED);
    }

    @Test
    void itIsHelpedWhenItsCallbackBlocks() {
        long handle = openDisk();
        CountDownLatch entered = blockReads(1);
        kernel.send(Frames.transfer(FuseProtocol.READ, ++unique, handle, 512, 0));
        await(entered);

        askStatfs();
        assertThat(crew.isAlone()).isFalse();

        goOn.countDown();
        assertThat(kernel.reply().data()).hasSize(512);
    }

    @Test
    void itCallsForCompanyWhenRequestsPileUp() {
        long handle = openDisk();
        CountDownLatch entered = blockReads(2);
        kernel.send(Frames.transfer(FuseProtocol.READ, ++unique, handle, 512, 0));
        kernel.send(Frames.transfer(FuseProtocol.READ, ++unique, handle, 512, 0));
        await(entered); // the watch has called the other one, and that is blocked too
        int waiting = 40;
        for (int i = 0; i < waiting; i++) {
            kernel.send(Frames.frame(FuseProtocol.STATFS, ++unique, 1, new byte[0]));
        }

        crew.tryAlone();
        goOn.countDown();

        for (int i = 0; i < 2 + waiting; i++) {
            kernel.reply();
        }
        until(() -> !crew.isAlone());
    }

    /** Returns what opens when so many reads are in their callback. */
    private CountDownLatch blockReads(int count) {
        CountDownLatch entered = new CountDownLatch(count);
        disk.intercept(irp -> {
            if (irp.parameters() instanceof IrpParameters.Read) {
                entered.countDown();
                await(goOn);
            }
        });
        return entered;
    }

    private long openDisk() {
        byte[] opened = kernel.ask(Frames.frame(FuseProtocol.OPEN, ++unique, 2, new byte[8]), 0)
                .data();
        return ByteBuffer.wrap(opened).order(ByteOrder.nativeOrder()).getLong();
    }

    private void askStatfs() {
        kernel.ask(Frames.frame(FuseProtocol.STATFS, ++unique, 1, new byte[0]), 0);
    }

    /** The test's time limit is the limit. */
    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }
}

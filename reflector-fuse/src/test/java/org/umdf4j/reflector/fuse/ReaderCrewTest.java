package org.umdf4j.reflector.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.framework.irp.IrpParameters;

/** One reader at first, four at most, and callbacks that block them. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReaderCrewTest {
    private static final int BLOCKED = 3;

    private final FakePort disk = FakePort.disk("disk0", 4096);
    private final CountDownLatch entered = new CountDownLatch(BLOCKED);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private FakeKernel kernel;
    private FuseSession session;
    private long unique = 100;

    @BeforeEach
    void startSession() {
        kernel = new FakeKernel();
        session = new FuseSession(
                kernel.sessionFd,
                FuseOptions.defaults().withTransport(FuseTransport.CLASSIC).withReaders(1, BLOCKED + 1));
        session.directory().add(new DeviceNode(2, disk, 4096, 0, new DeviceNode.Access(0600, 0, 0)));
        session.start();
        kernel.ask(Frames.init(++unique), 0);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        goOn.countDown();
        kernel.close();
        assertThat(session.awaitReaders(20_000)).isTrue();
        session.drain(200);
        session.close();
        Leftovers.awaitNoThreads();
    }

    @Test
    void readersAreAddedForBlockedOnesAndEndWhenTheyAreNotNeeded() throws Exception {
        disk.intercept(irp -> {
            if (irp.parameters() instanceof IrpParameters.Read) {
                entered.countDown();
                await(goOn);
            }
        });
        byte[] opened = kernel.ask(Frames.frame(FuseProtocol.OPEN, ++unique, 2, new byte[8]), 0)
                .data();
        long handle = ByteBuffer.wrap(opened).order(ByteOrder.nativeOrder()).getLong();
        for (int i = 0; i < BLOCKED; i++) {
            kernel.send(Frames.transfer(FuseProtocol.READ, ++unique, handle, 512, 0));
        }
        await(entered);
        kernel.ask(Frames.frame(FuseProtocol.STATFS, ++unique, 1, new byte[0]), 0);
        assertThat(readers()).isEqualTo(BLOCKED + 1);

        goOn.countDown();
        for (int i = 0; i < BLOCKED; i++) {
            assertThat(kernel.reply().data()).hasSize(512);
        }
        while (readers() > 1) {
            Thread.onSpinWait();
        }
        kernel.ask(Frames.frame(FuseProtocol.STATFS, ++unique, 1, new byte[0]), 0);
    }

    private static long readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("umdf4j-fuse-reader"))
                .count();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }
}

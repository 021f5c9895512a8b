package org.umdf4j.host.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;
import org.umdf4j.host.HostedDevice;

/** A disk that powers down between accesses of programs which do not know of it. */
@ExtendWith(RigExtension.class)
@Timeout(value = 240, threadMode = ThreadMode.SEPARATE_THREAD)
class IdleTest {
    private static final int ROUNDS = 5;
    private static final int BLOCK = 1 << 20;

    /** Some idle timeouts of {@link #SETTINGS}. */
    private static final long ENOUGH_TO_IDLE_NANOS = 500_000_000;

    private static final Map<String, String> SETTINGS = Map.of("size", "32M", "idle", "20");

    private static void awaitIdle(HostedDevice disk) {
        Eventually.is(() -> "the disk idles: " + disk.report(), () -> isIdle(disk));
    }

    private static boolean isIdle(HostedDevice disk) {
        return disk.report().drivers().getLast().power().equals("Dx (idle)");
    }

    @Test
    void whatWasWrittenIsThereAfterIdling(Rig rig) throws Exception {
        Program dd = Program.named("dd");
        HostedDevice disk = rig.disk("disk", List.of("trace"), SETTINGS, Rig.Way.FUSE);
        long seed = new Random().nextLong();
        System.out.println("[system] IdleTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] content = new byte[BLOCK];
            random.nextBytes(content);
            Files.write(rig.directory().resolve("in"), content);
            awaitIdle(disk);
            rig.run(dd, "if=in", "of=" + Rig.file(disk), "bs=64k", "seek=" + round * 16, "conv=notrunc,fsync");
            awaitIdle(disk);
            rig.run(dd, "if=" + Rig.file(disk), "of=out", "bs=64k", "skip=" + round * 16, "count=16");
            assertThat(Files.readAllBytes(rig.directory().resolve("out"))).isEqualTo(content);
        }
        rig.did(ROUNDS + " writes and reads of 1 MiB, each to an idle disk");
    }

    @Test
    void fioFindsEveryBlockOnADiskThatIdlesBetweenItsAccesses(Rig rig) throws Exception {
        Program fio = Program.named("fio");
        HostedDevice disk = rig.disk("disk", List.of(), Map.of("size", "32M", "idle", "1"), Rig.Way.FUSE);
        String output = rig.run(
                fio,
                "--name=idling",
                "--ioengine=psync",
                "--direct=1",
                "--thinktime=20000",
                "--thinktime_spin=0",
                "--rw=randwrite",
                "--size=1M",
                "--bs=16k",
                "--verify=crc32c",
                "--verify_fatal=1",
                "--verify_state_save=0",
                "--allow_file_create=0",
                "--filename=" + Rig.file(disk));
        assertThat(output).contains("err= 0");
        awaitIdle(disk);
        List<String> transitions =
                disk.status().orElseThrow().drivers().getLast().transitions();
        assertThat(transitions).anyMatch(line -> line.contains("idle"));
        rig.did("64 blocks written and verified, 20 ms apart, on a disk that idles after 1 ms");
    }

    @Test
    void theUserDecidesWhetherADiskIdles(Rig rig) throws Exception {
        HostedDevice disk = rig.disk("disk", List.of(), SETTINGS, Rig.Way.NBD);
        awaitIdle(disk);
        disk.setIdle(false);
        Eventually.is(
                () -> "the disk works: " + disk.report(),
                () -> disk.report().drivers().getLast().power().equals("D0"));
        disk.setIdle(true);
        awaitIdle(disk);
        rig.did("idle off and on");
    }

    @Test
    void whatTheUserDecidedStandsWhenTheDiskIsPluggedInAgain(Rig rig) throws Exception {
        HostedDevice disk = rig.disk("disk", List.of(), SETTINGS, Rig.Way.NBD);
        disk.setIdle(false);
        disk.unplug();
        disk.plug();
        assertThat(Eventually.within(ENOUGH_TO_IDLE_NANOS, () -> isIdle(disk))).isFalse();
        disk.setIdle(true);
        disk.unplug();
        disk.plug();
        awaitIdle(disk);
        rig.did("idle off and on, each over a replug");
    }
}

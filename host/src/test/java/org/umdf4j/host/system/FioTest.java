package org.umdf4j.host.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;
import org.umdf4j.host.HostedDevice;

/** {@code fio} checks every block it has written, while the disk sleeps and wakes at least fifty times. */
@ExtendWith(RigExtension.class)
@Timeout(value = 240, threadMode = ThreadMode.SEPARATE_THREAD)
class FioTest {
    private static final int SUSPENDS = 50;

    /** Each of them works on a part of the disk of its own. */
    private static final List<List<String>> ON_FUSE = List.of(
            List.of("--ioengine=libaio", "--direct=1", "--iodepth=16", "--offset=0"),
            List.of("--ioengine=psync", "--direct=1", "--fsync=16", "--offset=8M"),
            List.of("--ioengine=io_uring", "--direct=0", "--iodepth=4", "--offset=16M"));

    private static final List<String> ON_NBD = List.of("--ioengine=nbd", "--iodepth=16", "--offset=24M");

    @Test
    void everyBlockIsRightOnADiskAlone(Rig rig) throws Exception {
        verify(rig, List.of(), Rig.Way.FUSE);
    }

    @Test
    void everyBlockIsRightOnADiskBelowTrace(Rig rig) throws Exception {
        verify(rig, List.of("trace"), Rig.Way.FUSE);
    }

    @Test
    void everyBlockIsRightOverIoUring(Rig rig) throws Exception {
        verify(rig, List.of(), Rig.Way.URING);
    }

    private static void verify(Rig rig, List<String> filters, Rig.Way file) throws Exception {
        Program fio = Program.named("fio");
        HostedDevice disk = rig.disk("disk", filters, Map.of("size", "32M"), file, Rig.Way.NBD);
        int rounds = 0;
        int cycles;
        try (Suspender suspender = rig.suspending(disk)) {
            do {
                for (Running run : startAll(rig, fio, disk)) {
                    assertThat(run.succeed()).contains("err= 0");
                }
                rounds++;
            } while (suspender.cycles() < SUSPENDS);
            cycles = suspender.cycles();
        }
        assertThat(cycles).isGreaterThanOrEqualTo(SUSPENDS);
        rig.did("%d rounds of %d fio, 8 MiB each, requests: %s"
                .formatted(rounds, ON_FUSE.size() + 1, Suspender.tally(disk)));
    }

    /** One fio for each way to the device, each on a part of its own of the first 32 MiB. */
    static List<Running> startAll(Rig rig, Program fio, HostedDevice disk) throws Exception {
        List<Running> all = new ArrayList<>();
        for (List<String> way : ON_FUSE) {
            all.add(start(rig, fio, way, "--filename=" + Rig.file(disk)));
        }
        all.add(start(rig, fio, ON_NBD, "--uri=" + Rig.uri(disk)));
        return all;
    }

    private static Running start(Rig rig, Program fio, List<String> way, String target) throws Exception {
        // The engine comes first: fio knows --uri only after it.
        List<String> arguments = new ArrayList<>(way);
        arguments.addAll(List.of(
                "--name=verified",
                "--rw=randwrite",
                "--size=8M",
                "--bssplit=4k/40:12k/20:64k/30:256k/8:1m/2",
                "--verify=crc32c",
                "--verify_fatal=1",
                "--verify_state_save=0",
                "--allow_file_create=0",
                "--thread",
                target));
        return rig.start(fio, arguments.toArray(String[]::new));
    }
}

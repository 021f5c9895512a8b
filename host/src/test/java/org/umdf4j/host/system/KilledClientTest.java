package org.umdf4j.host.system;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;
import org.umdf4j.host.HostedDevice;

/** A program dies with requests in the device: they are cancelled, also while the device sleeps, and nobody else notices. */
@ExtendWith(RigExtension.class)
@Timeout(value = 240, threadMode = ThreadMode.SEPARATE_THREAD)
class KilledClientTest {
    private static final int KILLS = 5;

    @Test
    void aProgramIsKilledThatWritesTheFile(Rig rig) throws Exception {
        Program dd = Program.named("dd");
        HostedDevice disk = disk(rig);
        String target = "of=" + Rig.file(disk);
        for (int kill = 0; kill < KILLS; kill++) {
            disk.suspend();
            Running writer = rig.start(dd, "if=/dev/zero", target, "bs=1M", "count=8", "conv=notrunc");
            killInMidRequest(disk, writer);
            disk.resume();
        }
        rig.did(KILLS + " dd killed in mid-request");
    }

    @Test
    void anNbdClientIsKilledInTheMidstOfManyRequests(Rig rig) throws Exception {
        Program nbdcopy = Program.named("nbdcopy");
        // A hole, so large that nobody has read it before the device sleeps.
        Map<String, String> settings = Map.of(
                "size", "16G", "image", rig.directory().resolve("hole.img").toString());
        HostedDevice disk = rig.disk("disk", List.of(), settings, Rig.Way.FUSE, Rig.Way.NBD);
        for (int kill = 0; kill < KILLS; kill++) {
            long before = Suspender.tally(disk).completed();
            Running reader = rig.start(nbdcopy, Rig.uri(disk), "null:");
            Eventually.is(
                    () -> "it reads: " + disk.status() + reader.printed(),
                    () -> Suspender.tally(disk).completed() > before + 20);
            disk.suspend();
            killInMidRequest(disk, reader);
            disk.resume();
        }
        rig.did(KILLS + " nbdcopy killed in mid-request");
    }

    private static HostedDevice disk(Rig rig) throws Exception {
        return rig.disk("disk", List.of(), Map.of("size", "64M"), Rig.Way.FUSE, Rig.Way.NBD);
    }

    /** Kills it as soon as the sleeping device has a request of it, which must then go although the device sleeps on. */
    private static void killInMidRequest(HostedDevice disk, Running program) throws Exception {
        Eventually.is(
                () -> "a request waits: " + disk.status() + program.printed(),
                () -> Suspender.tally(disk).stored() > 0);
        program.kill();
        Eventually.is(
                () -> "no request waits: " + disk.status(),
                () -> Suspender.tally(disk).stored() == 0);
    }
}

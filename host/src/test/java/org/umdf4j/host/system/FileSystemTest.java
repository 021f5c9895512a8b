package org.umdf4j.host.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;
import org.umdf4j.framework.stack.RequestTally;
import org.umdf4j.host.HostedDevice;

/** An ext4 file system on a loop device over a disk's file. */
@ExtendWith(RigExtension.class)
@Timeout(value = 240, threadMode = ThreadMode.SEPARATE_THREAD)
class FileSystemTest {
    private static final int LEAST_SUSPENDS = 20;

    /** fsck: nothing to do, and errors corrected. */
    private static final List<Integer> REPAIRED = List.of(0, 1);

    @Test
    void aTreeIsWholeAfterSuspendsAndTheFileSystemClean(Rig rig) throws Exception {
        Program fsck = Program.named("fsck.ext4");
        HostedDevice disk = rig.disk("disk", List.of(), Map.of("size", "64M"), Rig.Way.FUSE);
        Path source = tree(rig, "source", 3);
        try (LoopDevice loop = LoopDevice.over(rig, Rig.file(disk))) {
            try (Suspender suspender = rig.suspending(disk)) {
                make(rig, loop);
                loop.mount();
                copy(rig, source, loop.tree().resolve("copy"));
                rig.run(Program.named("sync"), "--file-system", loop.tree().toString());
                suspender.await(LEAST_SUSPENDS);
                loop.unmount();
                rig.run(fsck, "-fn", loop.node());
                loop.mount();
                compare(rig, source, loop.tree().resolve("copy"));
                loop.unmount();
            }
            rig.run(fsck, "-fn", loop.node());
        }
        rig.did("mkfs, cp -a of 12 MiB, sync, umount, fsck, diff: " + Suspender.tally(disk));
    }

    @Test
    void whatWasSyncedIsThereAfterASurpriseRemoval(Rig rig) throws Exception {
        Program fsck = Program.named("fsck.ext4");
        Path image = rig.directory().resolve("disk.img");
        HostedDevice disk = rig.disk("disk", List.of(), Map.of("size", "64M", "image", image.toString()), Rig.Way.FUSE);
        Path source = tree(rig, "source", 4);
        RequestTally last = surprise(rig, disk, source);

        disk.plug();
        try (LoopDevice loop = LoopDevice.over(rig, Rig.file(disk))) {
            Running repair = rig.start(fsck, "-fy", loop.node());
            assertThat(REPAIRED).as(repair.command() + ": " + repair.printed()).contains(repair.exit());
            loop.mount();
            compare(rig, source, loop.tree().resolve("synced"));
            loop.unmount();
            rig.run(fsck, "-fn", loop.node());
        }
        rig.did("surprise removal under cp, before it " + last);
    }

    /** Syncs a tree, then takes the disk away in the midst of further writes. */
    private static RequestTally surprise(Rig rig, HostedDevice disk, Path source) throws Exception {
        RequestTally last;
        try (LoopDevice loop = LoopDevice.over(rig, Rig.file(disk))) {
            make(rig, loop);
            loop.mount();
            try (Suspender suspender = rig.suspending(disk)) {
                copy(rig, source, loop.tree().resolve("synced"));
                rig.run(Program.named("sync"), "--file-system", loop.tree().toString());
                suspender.await(LEAST_SUSPENDS);
            }
            Path late = loop.tree().resolve("late");
            Running writer = rig.start(
                    Program.named("dd"), "if=/dev/urandom", "of=" + late, "bs=64k", "count=400", "oflag=sync");
            long before = Suspender.tally(disk).completed();
            Eventually.is(
                    () -> "the late file is being written: " + writer.printed(),
                    () -> Suspender.tally(disk).completed() > before + 50);
            last = Suspender.tally(disk);
            disk.unplugBySurprise();
            assertThat(writer.exit())
                    .as("dd onto a disk that has gone: " + writer.printed())
                    .isNotZero();
        }
        return last;
    }

    private static void make(Rig rig, LoopDevice loop) throws Exception {
        rig.run(Program.named("mkfs.ext4"), "-q", loop.node());
    }

    private static void copy(Rig rig, Path from, Path to) throws Exception {
        rig.run(Program.named("cp"), "-a", from.toString(), to.toString());
    }

    private static void compare(Rig rig, Path one, Path other) throws Exception {
        rig.run(Program.named("diff"), "-r", one.toString(), other.toString());
    }

    /** 240 files of up to 100 KB with random contents, in directories. */
    private static Path tree(Rig rig, String name, long seed) throws IOException {
        Random random = new Random(seed);
        Path tree = rig.directory().resolve(name);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 240; i++) {
            Path directory = Files.createDirectories(tree.resolve("d" + i % 12).resolve("e" + i % 5));
            byte[] content = new byte[random.nextInt(100_000)];
            random.nextBytes(content);
            files.add(Files.write(directory.resolve("file" + i), content));
        }
        Files.createSymbolicLink(tree.resolve("link"), tree.relativize(files.getFirst()));
        return tree;
    }
}

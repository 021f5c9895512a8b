package org.umdf4j.host.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A block device of the kernel's over a device's file, with a place to mount the file system on it. Only root can have
 * one. Closed by the test before its disk goes, unless the disk's going is the test.
 */
final class LoopDevice implements AutoCloseable {
    private final Rig rig;
    private final String node;
    private final Path mountPoint;
    private boolean mounted;

    private LoopDevice(Rig rig, String node, Path mountPoint) {
        this.rig = rig;
        this.node = node;
        this.mountPoint = mountPoint;
    }

    /** Over a device's file. Skips the test if this process may not have one. */
    static LoopDevice over(Rig rig, Path file) throws IOException, InterruptedException {
        return over(rig, file, "on");
    }

    /** Over a plain file. Skips the test if this process may not have one. */
    static LoopDevice overFile(Rig rig, Path file) throws IOException, InterruptedException {
        return over(rig, file, "off");
    }

    private static LoopDevice over(Rig rig, Path file, String directIo) throws IOException, InterruptedException {
        Program.needsRoot();
        Program.skipUnless(Files.exists(Path.of("/dev/loop-control")), "there are no loop devices");
        String node = rig.run(Program.named("losetup"), "--find", "--show", "--direct-io=" + directIo, file.toString())
                .strip();
        return new LoopDevice(rig, node, Files.createTempDirectory(rig.directory(), "mounted"));
    }

    String node() {
        return node;
    }

    /** Where the file system is mounted. */
    Path tree() {
        return mountPoint;
    }

    void mount() throws IOException, InterruptedException {
        rig.run(Program.named("mount"), node, mountPoint.toString());
        mounted = true;
    }

    void unmount() throws IOException, InterruptedException {
        rig.run(Program.named("umount"), mountPoint.toString());
        mounted = false;
    }

    @Override
    public void close() throws IOException {
        try {
            try {
                if (mounted) {
                    unmount();
                }
            } finally {
                rig.run(Program.named("losetup"), "--detach", node);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before " + node + " was detached", stop);
        }
    }
}

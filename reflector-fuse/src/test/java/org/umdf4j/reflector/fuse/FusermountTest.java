package org.umdf4j.reflector.fuse;

/** The same on a mount made by {@code fusermount3}, which hands the descriptor over and cannot force an unmount. */
class FusermountTest extends DeviceFileTest {
    @Override
    FuseOptions options() {
        requireProgram("fusermount3");
        return super.options().withFusermount(true);
    }
}

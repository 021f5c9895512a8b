package org.umdf4j.reflector.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.framework.irp.Requestor;

/** Devices as ordinary programs see them, on a mount made by root itself. */
class DeviceFileTest extends MountTest {
    private static final int MIB = 1 << 20;

    @Test
    void diskIsAFileOfItsSizeThatDdWritesAndReads() throws Exception {
        FakePort disk = FakePort.disk("disk0", 8 * MIB);
        Path file = mount.add(disk);
        assertThat(Files.size(file)).isEqualTo(8 * MIB);
        shell(0, "dd if=/dev/urandom of=%s/in bs=1M count=8 2>/dev/null", base);
        shell(0, "dd if=%s/in of=%s bs=1M conv=notrunc,fsync 2>/dev/null", base, file);
        shell(0, "cmp %s/in %s", base, file);
        assertThat(Files.readAllBytes(base.resolve("in"))).isEqualTo(disk.content());
        assertThat(disk.flushes).hasValue(1);
    }

    @Test
    void requestOfOneMebibyteReachesTheDeviceWhole() throws Exception {
        FakePort disk = FakePort.disk("disk0", 4 * MIB);
        Path file = mount.add(disk);
        shell(0, "dd if=%s of=/dev/null bs=1M iflag=direct 2>/dev/null", file);
        // The last one finds the end.
        assertThat(disk.reads).hasValueBetween(4, 5);
        shell(0, "dd if=/dev/zero of=%s bs=1M count=4 conv=notrunc 2>/dev/null", file);
        assertThat(disk.writes).hasValue(4);
    }

    @Test
    void fioVerifiesWhatItWroteWithManyRequestsAtOnce() throws Exception {
        requireProgram("fio");
        Path file = mount.add(FakePort.disk("disk0", 16 * MIB));
        String fio = "fio --name=v --filename=%s --size=16M --bsrange=512-256k --bs_unaligned --rw=randwrite "
                + "--ioengine=libaio --iodepth=16 --direct=0 --verify=crc32c --do_verify=1 --allow_file_create=0 "
                + "--randseed=7 --verify_state_save=0 --output-format=terse";
        shell(0, fio, file);
        shell(0, fio.replace("libaio", "psync").replace("--direct=0", "--direct=1 --ba=4k --bsrange=4k-64k"), file);
    }

    @Test
    void writeBehindTheEndIsRefusedAndTruncationChangesNothing() throws Exception {
        Path file = mount.add(FakePort.disk("disk0", MIB));
        assertThat(shell(1, "LC_ALL=C dd if=/dev/zero of=%s bs=4k seek=256 count=1 conv=notrunc", file))
                .contains("No space left on device");
        assertThat(shell(1, "LC_ALL=C truncate -s 12345 %s", file)).contains("Invalid argument");
        shell(0, "printf x > %s", file);
        assertThat(Files.size(file)).isEqualTo(MIB);
    }

    @Test
    void programsCannotMakeRenameOrRemoveFiles() throws Exception {
        Path file = mount.add(FakePort.disk("disk0", MIB));
        assertThat(shell(1, "LC_ALL=C touch %s/new", mount.directory())).contains("Permission denied");
        assertThat(shell(1, "LC_ALL=C rm %s", file)).contains("Operation not permitted");
        assertThat(shell(1, "LC_ALL=C mv %s %s/other", file, mount.directory())).contains("not permitted");
        assertThat(shell(1, "LC_ALL=C mkdir %s/d", mount.directory())).contains("Operation not permitted");
        assertThat(file).exists();
    }

    @Test
    void directoryListsItsDevicesAndStatfsCountsThem() throws Exception {
        mount.add(FakePort.disk("disk0", MIB));
        mount.add(FakePort.stream("echo-1"));
        assertThat(shell(0, "ls -a %s", mount.directory()).lines()).containsExactly(".", "..", "disk0", "echo-1");
        assertThat(shell(0, "stat -f -c %%c %s", mount.directory()).trim()).isEqualTo("2");
        assertThat(shell(0, "stat -c '%%a %%F %%s' %s/echo-1", mount.directory())
                        .trim())
                .isEqualTo("600 regular empty file 0");
        FileStore store = Files.getFileStore(mount.directory());
        assertThat(store.type()).isEqualTo("fuse.umdf4j");
        assertThat(store.name()).isEqualTo("umdf4j");
    }

    @Test
    void modeCanBeChanged() throws Exception {
        Path file = mount.add(FakePort.disk("disk0", MIB));
        shell(0, "chmod 640 %s && touch %s", file, file);
        assertThat(shell(0, "stat -c %%a %s", file).trim()).isEqualTo("640");
    }

    @Test
    void ioctlCarriesItsArgumentBothWays() throws Exception {
        Path file = mount.add(FakePort.disk("disk0", MIB));
        String program = "import fcntl,os;f=os.open('%s',os.O_RDWR);a=bytearray(b'abcdefgh');"
                + "fcntl.ioctl(f,0x%x,a,True);print(bytes(a).decode())";
        assertThat(shell(0, "python3 -c \"" + program + "\"", file, FakePort.INCREMENT)
                        .trim())
                .isEqualTo("bcdefghi");
        assertThat(shell(1, "python3 -c \"" + program + "\"", file, 0xC008_7502))
                .contains("Errno 25");
    }

    @Test
    void requestIsThatOfWhoeverAsksNotOfWhoeverOpened() throws Exception {
        requireProgram("setpriv");
        var requestors = new ConcurrentHashMap<WDF_REQUEST_TYPE, Requestor>();
        FakePort disk = FakePort.disk("disk0", MIB).intercept(irp -> requestors.put(irp.type(), irp.requestor()));
        Path file = mount.add(disk);
        requestors.clear();
        String reader = shell(
                0,
                "exec 9<%s && setpriv --reuid=65534 --regid=65533 --clear-groups -- sh -c 'echo $$;"
                        + " exec dd bs=1 count=1 of=/dev/null 2>/dev/null <&9'",
                file);
        assertThat(requestors.get(WDF_REQUEST_TYPE.READ))
                .isEqualTo(new Requestor(Long.parseLong(reader.trim()), 65534, 65533));
        assertThat(Objects.requireNonNull(requestors.get(WDF_REQUEST_TYPE.CREATE))
                        .userId())
                .isZero();
    }

    @Test
    void punchedHoleReadsAsZeroes() throws Exception {
        FakePort disk = FakePort.disk("disk0", MIB);
        Path file = mount.add(disk);
        java.util.Arrays.fill(disk.content(), (byte) 1);
        shell(0, "fallocate -p -o 4096 -l 8192 %s", file);
        byte[] expected = new byte[MIB];
        java.util.Arrays.fill(expected, (byte) 1);
        java.util.Arrays.fill(expected, 4096, 12288, (byte) 0);
        assertThat(disk.content()).isEqualTo(expected);
        assertThat(shell(1, "LC_ALL=C fallocate -l 2M %s", file)).contains("not supported");
    }

    @Test
    void signalCancelsAWaitingRead() throws Exception {
        FakePort stream = FakePort.stream("echo0");
        Path file = mount.add(stream);
        Process cat = start("exec cat %s", file);
        awaitTrue(() -> stream.waiting() == 1);
        shell(0, "kill -INT %d", cat.pid());
        assertThat(cat.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(stream.cancels).hasValue(1);
        awaitTrue(() -> stream.openFiles() == 0);
    }

    @Test
    void programKilledInMidRequestLeavesNothingBehind() throws Exception {
        FakePort stream = FakePort.stream("echo0");
        Path file = mount.add(stream);
        Process cat = start("exec cat %s", file);
        awaitTrue(() -> stream.waiting() == 1);
        cat.destroyForcibly();
        assertThat(cat.waitFor(20, TimeUnit.SECONDS)).isTrue();
        awaitTrue(() -> stream.openFiles() == 0 && stream.waiting() == 0);
        assertThat(stream.closes).hasValue(stream.opens.get());
    }

    @Test
    void readAndWriteOfAStreamOnOneHandleDoNotWaitForEachOther() throws Exception {
        FakePort stream = FakePort.stream("echo0");
        Path file = mount.add(stream);
        Process program = start(
                "exec python3 -c \"import os,threading;f=os.open('%s',os.O_RDWR);"
                        + "t=threading.Thread(target=lambda:print(os.read(f,9).decode()));t.start();"
                        + "print(os.write(f,b'ping'),flush=True);t.join()\"",
                file);
        awaitTrue(() -> stream.waiting() == 1 && stream.writes.get() == 1);
        stream.feed("pong".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(new String(program.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("4\npong\n");
        assertThat(program.waitFor()).isZero();
    }

    @Test
    void thousandsOfOpensAreEachClosedOnce() throws Exception {
        FakePort disk = FakePort.disk("disk0", MIB);
        Path file = mount.add(disk);
        shell(0, "python3 -c \"import os\nfor i in range(3000): os.close(os.open('%s',os.O_RDONLY))\"", file);
        awaitTrue(() -> disk.openFiles() == 0);
        assertThat(disk.opens.get()).isGreaterThanOrEqualTo(3000);
        assertThat(disk.closes).hasValue(disk.opens.get());
    }

    @Test
    void callbacksThatBlockDoNotStarveTheDevice() throws Exception {
        CountDownLatch blocked = new CountDownLatch(20);
        CountDownLatch goOn = new CountDownLatch(1);
        FakePort disk = FakePort.disk("disk0", MIB).intercept(irp -> {
            if (irp.parameters() instanceof IrpParameters.Read read && read.offset() == 4096) {
                blocked.countDown();
                awaitLatch(goOn);
            }
        });
        Path file = mount.add(disk);
        Process readers = start(
                "for i in $(seq 20); do dd if=%s of=/dev/null bs=4096 skip=1 count=1 2>/dev/null & done; wait", file);
        assertThat(blocked.await(60, TimeUnit.SECONDS)).isTrue();
        shell(0, "dd if=%s of=/dev/null bs=4096 count=1 2>/dev/null", file);
        goOn.countDown();
        assertThat(readers.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(readers.exitValue()).isZero();
    }

    @Test
    void unpluggedDeviceIsGoneAtOnceAndItsHandlesAreDead() throws Exception {
        FakePort stream = FakePort.stream("echo0");
        Path file = mount.add(stream);
        Process program = start("LC_ALL=C; exec 5<%s; head -c1 <&5; echo; head -c1 <&5; true", file);
        awaitTrue(() -> stream.waiting() == 1);
        stream.unplug();
        assertThat(new String(program.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .containsSubsequence("No such device", "No such device");
        assertThat(file).doesNotExist();
        awaitTrue(() -> stream.openFiles() == 0);
        stream.plug();
        awaitTrue(() -> Files.exists(file));
    }

    @Test
    void loopDeviceWithExt4IsCleanAfterwards() throws Exception {
        requireProgram("mkfs.ext4");
        Path file = mount.add(FakePort.disk("disk0", 32 * MIB));
        String losetup = shellOrAbort("losetup -f --show %s", file).trim();
        try {
            shell(0, "mkfs.ext4 -q %s", losetup);
            shell(0, "mkdir %s/fs && mount %s %s/fs", base, losetup, base);
            shell(0, "cp -r /etc/apt %s/fs/ && sync && diff -r /etc/apt %s/fs/apt; umount %s/fs", base, base, base);
            shell(0, "fsck.ext4 -fn %s", losetup);
        } finally {
            shell(0, "losetup -d %s", losetup);
        }
    }

    @Test
    void failedRequestGivesTheErrorOfTheTable() throws Exception {
        FakePort disk = FakePort.disk("disk0", MIB).intercept(irp -> {
            if (irp.parameters() instanceof IrpParameters.Write) {
                irp.end(HResult.STATUS_MEDIA_WRITE_PROTECTED, 0);
            } else if (irp.parameters() instanceof IrpParameters.Read) {
                irp.end(HResult.ERROR_IO_DEVICE, 0);
            }
        });
        Path file = mount.add(disk);
        assertThat(shell(1, "LC_ALL=C dd if=/dev/zero of=%s count=1 conv=notrunc", file))
                .contains("Read-only file system");
        assertThat(shell(1, "LC_ALL=C dd if=%s of=/dev/null count=1", file)).contains("Input/output error");
    }

    @Test
    void closingCancelsWhatWaitsAndEndsTheMount() throws Exception {
        FakePort stream = FakePort.stream("echo0");
        Path file = mount.add(stream);
        Process cat = start("exec cat %s", file);
        awaitTrue(() -> stream.waiting() == 1);
        mount.close();
        assertThat(cat.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(cat.exitValue()).isEqualTo(1);
        assertThat(stream.openFiles()).isZero();
        assertThat(stream.waiting()).isZero();
    }

    @Test
    void mountPointInUseMissingOrNotADirectoryIsRefusedBeforeAnythingStarts() throws Exception {
        assertThatThrownBy(() -> FuseMount.mount(mount.directory(), options()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use");
        assertThatThrownBy(() -> FuseMount.mount(base.resolve("no/such"), options()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not exist");
        Path file = Files.writeString(base.resolve("file"), "x");
        assertThatThrownBy(() -> FuseMount.mount(file, options()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a directory");
        assertThatThrownBy(() -> FuseMount.mount(base, options()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not empty");
    }

    @Test
    void errorOfTheHostIsTheRequestsEndAndNotTheReaders() throws Exception {
        FakePort disk = FakePort.disk("disk0", MIB).intercept(irp -> {
            if (irp.parameters() instanceof IrpParameters.Read read && read.offset() == 4096) {
                throw new StackOverflowError("the test's");
            }
        });
        Path file = mount.add(disk);
        for (int i = 0; i < 10; i++) {
            assertThat(shell(1, "LC_ALL=C dd if=%s of=/dev/null bs=512 skip=8 count=1 iflag=direct", file))
                    .contains("Input/output error");
        }
        shell(0, "cmp -n 512 %s /dev/zero", file);
    }

    @Test
    void twoDevicesOfOneNameAreRefused() throws Exception {
        mount.add(FakePort.disk("disk0", MIB));
        assertThatThrownBy(() -> mount.add(FakePort.stream("disk0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("disk0");
        assertThatThrownBy(() -> mount.add(FakePort.stream(".."))).isInstanceOf(IllegalArgumentException.class);
    }

    static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}

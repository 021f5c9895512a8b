package org.umdf4j.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** {@code <sys/ioctl.h>}, and of {@code <linux/fs.h>} what a block device is asked. The same on x86-64 and AArch64. */
final class Ioctl {
    // An ioctl's number: direction in the two highest bits, 14 bits of the argument's size, type, number.
    static final int _IOC_SIZESHIFT = 16;
    static final int _IOC_SIZEMASK = 0x3FFF;
    static final int _IOC_DIRSHIFT = 30;
    static final int _IOC_WRITE = 1;
    static final int _IOC_READ = 2;

    static final int BLKROGET = 0x125E;
    static final int BLKGETSIZE = 0x1260;
    static final int BLKFLSBUF = 0x1261;
    static final int BLKRAGET = 0x1263;
    static final int BLKSSZGET = 0x1268;
    static final int BLKDISCARD = 0x1277;
    static final int BLKIOMIN = 0x1278;
    static final int BLKIOOPT = 0x1279;
    static final int BLKALIGNOFF = 0x127A;
    static final int BLKPBSZGET = 0x127B;
    static final int BLKROTATIONAL = 0x127E;
    static final int BLKGETSIZE64 = 0x8008_1272;

    static final int TCGETS = 0x5401;
    static final int TCSETS = 0x5402;
    static final int TCSETSW = 0x5403;
    static final int TCSETSF = 0x5404;
    static final int TIOCGWINSZ = 0x5413;
    static final int TIOCSWINSZ = 0x5414;
    static final int FIONREAD = 0x541B;

    /** {@code int ioctl(int fd, unsigned long request, ...)}. */
    static final class ioctl {
        static final MethodHandle HANDLE =
                Native.variadicFunction("ioctl", 2, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
    }

    private Ioctl() {}
}

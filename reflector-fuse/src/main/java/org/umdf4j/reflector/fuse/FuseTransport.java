package org.umdf4j.reflector.fuse;

/** How requests come from the kernel. */
public enum FuseTransport {
    /** Read from {@code /dev/fuse}, answered by writing to it. */
    CLASSIC,
    /** Over io_uring: one system call does both, for several requests at once if there are. */
    URING,
    /** {@link #URING} if the kernel offers it, otherwise {@link #CLASSIC}. */
    AUTO
}

package org.umdf4j.reflector.fuse;

/**
 * How to mount and to serve. Immutable; begin with {@link #defaults} and change what is to differ.
 *
 * @param allowOther whether users other than the one who mounts may reach the devices (a device's mode still decides)
 * @param fileMode permission bits of a device's file, such as {@code 0600}
 * @param fusermount whether the setuid program of the fuse3 package makes the mount, even for root
 * @param firstReaders most threads that wait for requests at a time, and how many there are at first, 1 to {@code
 *     maxReaders}
 * @param maxReaders most threads that serve requests, however many of them are blocked in driver callbacks, at most 1024
 * @param maxRequests most requests that may wait inside devices, each with up to 1 MiB of data, at most 65536. Further
 *     ones wait a second, then fail with ENOMEM. Over io_uring each processor has its share of them, but at least 64.
 * @param transport how requests come from the kernel
 */
public record FuseOptions(
        boolean allowOther,
        int fileMode,
        boolean fusermount,
        int firstReaders,
        int maxReaders,
        int maxRequests,
        FuseTransport transport) {
    private static final int DEFAULT_MOST_READERS = 64;
    private static final int DEFAULT_MOST_REQUESTS = 512;

    /** Checks the ranges. */
    public FuseOptions {
        requireRange("fileMode", fileMode, 0, 0777);
        requireRange("maxReaders", maxReaders, 1, 1024);
        requireRange("firstReaders", firstReaders, 1, maxReaders);
        requireRange("maxRequests", maxRequests, 1, 65536);
    }

    /**
     * Mode 0600, for this user only, over io_uring where the kernel offers it, with a reader for each processor, at least
     * two, and up to 64 when callbacks block.
     */
    public static FuseOptions defaults() {
        int processors = Runtime.getRuntime().availableProcessors();
        int first = Math.min(Math.max(2, processors), DEFAULT_MOST_READERS);
        return new FuseOptions(
                false, 0600, false, first, DEFAULT_MOST_READERS, DEFAULT_MOST_REQUESTS, FuseTransport.AUTO);
    }

    /** The same with another {@link #allowOther}. */
    public FuseOptions withAllowOther(boolean value) {
        return new FuseOptions(value, fileMode, fusermount, firstReaders, maxReaders, maxRequests, transport);
    }

    /** The same with another {@link #fileMode}. */
    public FuseOptions withFileMode(int value) {
        return new FuseOptions(allowOther, value, fusermount, firstReaders, maxReaders, maxRequests, transport);
    }

    /** The same with another {@link #fusermount}. */
    public FuseOptions withFusermount(boolean value) {
        return new FuseOptions(allowOther, fileMode, value, firstReaders, maxReaders, maxRequests, transport);
    }

    /** The same with other numbers of readers. */
    public FuseOptions withReaders(int first, int most) {
        return new FuseOptions(allowOther, fileMode, fusermount, first, most, maxRequests, transport);
    }

    /** The same with another {@link #maxRequests}. */
    public FuseOptions withMaxRequests(int value) {
        return new FuseOptions(allowOther, fileMode, fusermount, firstReaders, maxReaders, value, transport);
    }

    /** The same with another {@link #transport}. */
    public FuseOptions withTransport(FuseTransport value) {
        return new FuseOptions(allowOther, fileMode, fusermount, firstReaders, maxReaders, maxRequests, value);
    }

    private static void requireRange(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s=%d is not between %d and %d".formatted(name, value, least, most));
        }
    }
}

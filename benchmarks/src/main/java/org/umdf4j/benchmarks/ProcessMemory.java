package org.umdf4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory of a process, as Linux counts it, in MiB. */
final class ProcessMemory {
    private static final double KIB_PER_MIB = 1024;

    private ProcessMemory() {}

    /** What it has in memory now, shared pages counted whole. */
    static double residentMib(long pid) throws IOException {
        return mib(Path.of("/proc/" + pid + "/status"), "VmRSS:");
    }

    /** The most it ever had in memory. */
    static double peakMib(long pid) throws IOException {
        return mib(Path.of("/proc/" + pid + "/status"), "VmHWM:");
    }

    /** What it has in memory now, of a page that several processes share only its part. */
    static double proportionalMib(long pid) throws IOException {
        return mib(Path.of("/proc/" + pid + "/smaps_rollup"), "Pss:");
    }

    private static double mib(Path file, String key) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(key)) {
                return Long.parseLong(line.replaceAll("\\D", "")) / KIB_PER_MIB;
            }
        }
        throw new IOException("no " + key + " in " + file);
    }
}

package org.umdf4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program that serves one disk, ready to be started.
 *
 * @param environment what its environment has besides ours
 * @param place the file or socket that is there when it serves
 */
record Server(Map<String, String> environment, List<String> command, Path place) {
    Process start(Children children) throws IOException {
        return children.start(environment, command);
    }

    /** Starts it for the rest of the run and waits until it serves. Returns {@link #place}. */
    Path serve(Children children) throws IOException, InterruptedException {
        children.await(start(children), place);
        return place;
    }
}

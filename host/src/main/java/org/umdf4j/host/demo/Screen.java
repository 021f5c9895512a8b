package org.umdf4j.host.demo;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Shows what changes: redraws in place on a terminal, a line a second and device otherwise. One thread uses it. */
final class Screen {
    private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PrintWriter out;
    private final boolean terminal;
    private int drawnLines;
    private long lastDrawn;

    Screen(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        this.lastDrawn = System.nanoTime() - LINE_NANOS;
    }

    /** Something that stays. */
    void say(String line) {
        erase();
        out.println(line);
        out.flush();
    }

    /** What is now; shown if the last showing is long enough ago. */
    void show(List<String> lines) {
        long now = System.nanoTime();
        if (now - lastDrawn < (terminal ? REDRAW_NANOS : LINE_NANOS)) {
            return;
        }
        lastDrawn = now;
        erase();
        lines.forEach(out::println);
        out.flush();
        drawnLines = lines.size();
    }

    private void erase() {
        if (terminal && drawnLines > 0) {
            // ANSI: cursor up so many lines, clear to the end of the screen.
            out.print("\u001b[%dA\u001b[J".formatted(drawnLines));
        }
        drawnLines = 0;
    }
}

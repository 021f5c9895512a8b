package org.umdf4j.testkit.exploration;

import java.util.Arrays;

/** A vector clock: for each task, how many of its steps come before. */
final class Clock {
    private int[] steps;

    Clock() {
        this(new int[8]);
    }

    private Clock(int[] steps) {
        this.steps = steps;
    }

    int of(int task) {
        return task < steps.length ? steps[task] : 0;
    }

    void set(int task, int count) {
        if (task >= steps.length) {
            steps = Arrays.copyOf(steps, Math.max(task + 1, 2 * steps.length));
        }
        steps[task] = count;
    }

    void join(Clock other) {
        for (int task = other.steps.length - 1; task >= 0; task--) {
            if (other.steps[task] > of(task)) {
                set(task, other.steps[task]);
            }
        }
    }

    /** The counts by task, up to the last that is not 0. */
    @Override
    public String toString() {
        int length = steps.length;
        while (length > 0 && steps[length - 1] == 0) {
            length--;
        }
        return Arrays.toString(Arrays.copyOf(steps, length));
    }

    Clock copy() {
        return new Clock(steps.clone());
    }
}

package org.umdf4j.host.system.broken;

import java.util.concurrent.CountDownLatch;

/** Where the drivers throw and block. */
final class Breaking {
    private Breaking() {}

    /** Throws if this is the place. */
    static void throwIf(boolean here, Fault fault) {
        if (here) {
            throw new IllegalStateException("broken on purpose in " + fault.place());
        }
    }

    /** Blocks until the test, which would leave a thread otherwise, interrupts it. */
    static void blockForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException endOfTheTest) {
            throw new IllegalStateException("the test is over", endOfTheTest);
        }
    }
}

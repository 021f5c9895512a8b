package org.umdf4j.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.umdf4j.ddi.IDriverEntry;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Program;
import org.umdf4j.testkit.simulation.Choices;
import org.umdf4j.testkit.simulation.Threads;

/**
 * One run of one or two {@link ChaosDriver}s under programs that read, cancel and close, with power that comes and goes.
 * Everything follows from the seed.
 */
final class Chaos {
    private static final int READS_OF_A_PROGRAM = 6;
    private static final int STEPS_OF_A_WORKER = 8;

    /** More rounds than all programs together have reads, so that who needs more goes in circles. */
    private static final int ROUNDS = 500;

    private final DriverBench bench;
    private final Random random;
    private final List<ChaosDriver> drivers = new ArrayList<>();
    private final List<PendingIo> ios = new ArrayList<>();
    private final List<Activity> activities = new ArrayList<>();
    private int programs;
    private boolean terminated;

    private Chaos(DriverBench bench, long seed) {
        this.bench = bench;
        this.random = new Random(seed);
    }

    /**
     * Runs a scenario for many seeds, from {@code -Dumdf4j.firstSeed} on.
     *
     * @param seeds how many; {@code -Dumdf4j.seeds=N} multiplies them
     */
    static void forSeeds(int seeds, Consumer<Chaos> scenario) {
        long first = Long.getLong("umdf4j.firstSeed", 1);
        for (long seed = first; seed < first + (long) seeds * Integer.getInteger("umdf4j.seeds", 1); seed++) {
            DriverBench bench = new DriverBench(Choices.random(seed), Threads.VIRTUAL);
            Chaos chaos = new Chaos(bench, seed);
            try {
                bench.run(() -> scenario.accept(chaos));
            } catch (AssertionError failure) {
                throw new AssertionError(
                        "repeat with -Dumdf4j.firstSeed=" + seed + "\n" + failure.getMessage(), failure);
            }
        }
    }

    DriverBench bench() {
        return bench;
    }

    Random random() {
        return random;
    }

    List<ChaosDriver> drivers() {
        return drivers;
    }

    /** Plugs one driver or two, and sets programs, workers and power going. */
    void start() {
        drivers.add(new ChaosDriver(random, false));
        if (random.nextBoolean()) {
            drivers.add(new ChaosDriver(random, true));
        }
        bench.plug(drivers.toArray(IDriverEntry[]::new));
        beginProgram();
        beginProgram();
        drivers.forEach(driver -> begin("worker", () -> {
            for (int i = 0; i < STEPS_OF_A_WORKER && !terminated; i++) {
                work(driver, false);
                bench.scheduler().point("test.worker");
            }
        }));
        begin("power", () -> {
            for (int i = 0; i < 2; i++) {
                bench.suspend();
                bench.resume();
            }
        });
    }

    /** Another task, which {@link #settle} waits for. */
    void begin(String role, Runnable action) {
        activities.add(bench.begin(role, action));
    }

    private boolean work(ChaosDriver driver, boolean forSure) {
        try {
            return driver.work(forSure);
        } catch (WdfException over) {
            if (!terminated) {
                throw over;
            }
            return true;
        }
    }

    /** A program that opens the device, reads, perhaps gives up on some, and closes. */
    void beginProgram() {
        int number = 100 * ++programs;
        begin("program", () -> play(number));
    }

    private void play(int number) {
        Program program;
        try {
            program = bench.program();
        } catch (WdfException gone) {
            assertThat(gone.status().failed()).isTrue();
            return;
        }
        List<PendingIo> mine = new ArrayList<>();
        for (int i = 0; i < READS_OF_A_PROGRAM; i++) {
            PendingIo io = program.read(number + i, random.nextInt(6) == 0 ? 0 : Program.LENGTH);
            ios.add(io);
            mine.add(io);
            if (random.nextInt(3) == 0) {
                mine.get(random.nextInt(mine.size())).cancel();
            }
        }
        if (random.nextBoolean()) {
            mine.forEach(PendingIo::await);
        }
        program.file().close();
    }

    /** Stops, drains or purges one of a driver's queues, waits for it before or after, and starts it again. */
    void operate(ChaosDriver driver) {
        IWDFIoQueue queue = driver.anyTargetQueue();
        Gate done = bench.scheduler().newGate("completion of a queue operation");
        switch (random.nextInt(4)) {
            case 0 -> queue.purge((_, _) -> done.open());
            case 1 -> queue.stop((_, _) -> done.open());
            case 2 -> queue.drain((_, _) -> done.open());
            default -> {
                queue.purgeSynchronously();
                done.open();
            }
        }
        if (random.nextBoolean()) {
            done.await();
        }
        queue.start();
        done.await();
    }

    /** The device has been terminated by a violation: drivers need not complete anything any more. */
    void terminated() {
        terminated = true;
    }

    /** Completes what the drivers still hold until every task and every I/O has ended. */
    void settle() {
        for (int round = 0; round < ROUNDS; round++) {
            bench.quiet();
            boolean worked = false;
            for (ChaosDriver driver : drivers) {
                if (terminated) {
                    driver.forgetRequests();
                } else {
                    worked |= work(driver, true);
                }
            }
            if (!worked) {
                assertThat(activities).as("tasks that have ended").allMatch(Activity::isDone);
                assertThat(ios).as("reads that have ended").allMatch(PendingIo::isDone);
                drivers.forEach(driver -> assertThat(driver.faults()).isEmpty());
                return;
            }
        }
        throw new AssertionError(
                "no end after " + ROUNDS + " rounds: " + bench.stack().status().describe());
    }
}

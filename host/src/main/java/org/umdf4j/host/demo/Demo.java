package org.umdf4j.host.demo;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.umdf4j.framework.verifier.Violation;
import org.umdf4j.host.DeviceDefinition;
import org.umdf4j.host.DeviceName;
import org.umdf4j.host.DriverHost;
import org.umdf4j.host.Exposure;
import org.umdf4j.host.HostException;
import org.umdf4j.host.HostException.Kind;
import org.umdf4j.host.HostObserver;
import org.umdf4j.host.HostedDevice;
import org.umdf4j.reflector.nbd.NbdAddress;

/**
 * The demonstration, start to end: host a disk and an echo device, put load on them, suspend and resume both over and
 * over, check every byte, pull the disk out under load, account. {@link #run} is called once, by one thread.
 */
public final class Demo {
    private static final int FILE_PROGRAMS = 6;
    private static final int NBD_PROGRAMS = 4;
    private static final int BLOCKS_EACH = 1024;
    private static final long DISK_BYTES = (long) (FILE_PROGRAMS + NBD_PROGRAMS) * BLOCKS_EACH * Pattern.BLOCK_BYTES;

    /** A request that has not ended this long after its device woke up or went away counts as hung. */
    private static final long HUNG_SECONDS = 20;

    /**
     * How long a device sleeps and how long it is awake: long enough for requests to pile up and to flow. Never the same
     * twice, or a display that is redrawn at fixed times would always catch the same device in the same state.
     */
    private static final long SHORTEST_HALF_CYCLE_MILLIS = 40;

    private static final long LONGEST_HALF_CYCLE_MILLIS = 120;

    private static final long PULL_MILLIS = 800;

    private final Path directory;
    private final Screen screen;
    private final Interruption interruption;
    private final RunControl control = new RunControl();
    private final List<Subject> subjects = new ArrayList<>();
    private final List<DiskLoad> diskLoads = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private Demo(Path directory, Screen screen, Interruption interruption) {
        this.directory = directory;
        this.screen = screen;
        this.interruption = interruption;
    }

    /** How the user stops the demo early. */
    public interface Interruption {
        /** Waits that long; true at once when the user wants to stop. */
        boolean await(long time, TimeUnit unit) throws InterruptedException;
    }

    /** A host that the demo runs in, made by the caller so that it can be ended in an emergency. */
    public interface HostMaker {
        DriverHost make(HostObserver observer) throws HostException;
    }

    /**
     * Runs the demonstration.
     *
     * @param directory a private directory for its mounts and sockets
     * @param seconds how long the suspending and resuming goes on
     * @return whether nothing was lost, nothing hung and nobody interrupted
     * @throws HostException if it cannot begin
     */
    public static boolean run(Path directory, int seconds, PrintWriter out, HostMaker maker, Interruption interruption)
            throws HostException, InterruptedException {
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)
                        && !"dumb".equals(System.getenv("TERM"));
        Demo demo = new Demo(directory, new Screen(out, terminal), interruption);
        HostObserver troubles = new HostObserver() {
            @Override
            public void violated(Violation violation) {
                demo.trouble(violation.describe());
            }

            @Override
            public void failed(String device, String why) {
                demo.trouble(device + " failed: " + why);
            }
        };
        try (DriverHost host = maker.make(troubles)) {
            return demo.play(host, seconds);
        }
    }

    private synchronized void trouble(String what) {
        problems.add(what);
    }

    private boolean play(DriverHost host, int seconds) throws HostException, InterruptedException {
        Optional<Subject> echo = addEcho(host);
        Subject disk = addDisk(host, echo.isPresent());

        screen.say("Programs write, read and check; meanwhile the devices go to sleep and wake up.");
        Crew crew = new Crew();
        diskLoads.forEach(load -> crew.start("demo disk", load::work));
        echo.ifPresent(subject -> startEcho(subject, crew));
        boolean interrupted = cyclePower(seconds);
        control.setStopping(true);
        boolean hung = !crew.join(HUNG_SECONDS);

        if (!interrupted && !hung) {
            screen.say("Reading everything back ...");
            Crew readers = new Crew();
            diskLoads.forEach(load -> readers.start("demo verify", load::verify));
            hung = !readers.join(HUNG_SECONDS * 3);
        }
        if (!interrupted && !hung) {
            hung = !pullOut(disk);
        }
        return conclude(interrupted, hung);
    }

    private Subject addDisk(DriverHost host, boolean fuse) throws HostException {
        Path socket = directory.resolve("disk.nbd");
        List<Exposure> exposures = new ArrayList<>();
        if (fuse) {
            exposures.add(new Exposure.Fuse(directory.resolve("disk")));
        }
        exposures.add(new Exposure.Nbd(new NbdAddress.Unix(socket)));
        // Less depth than programs: some requests are begun and some owned but not yet, as with a real disk.
        Map<String, String> settings = Map.of("size", Long.toString(DISK_BYTES), "depth", "1");
        Subject disk = add(host, "demo-disk", "disk", settings, exposures);
        int part = 0;
        for (; fuse && part < FILE_PROGRAMS; part++) {
            Path file = Path.of(disk.device().locations().getFirst());
            addDiskLoad("file program " + part, () -> Disk.ofFile(file), part, disk);
        }
        for (int i = 0; i < NBD_PROGRAMS; i++, part++) {
            addDiskLoad(
                    "NBD client " + i,
                    () -> NbdClient.connect(socket, disk.device().name()),
                    part,
                    disk);
        }
        return disk;
    }

    private void addDiskLoad(String name, Disk.Opener opener, int part, Subject disk) {
        diskLoads.add(new DiskLoad(name, opener, (long) part * BLOCKS_EACH, BLOCKS_EACH, disk.account(), control));
    }

    /** Empty, with the reason said, where devices cannot be files; trying is the only way to know. */
    private Optional<Subject> addEcho(DriverHost host) throws HostException {
        try {
            Exposure file = new Exposure.Fuse(directory.resolve("echo"));
            return Optional.of(add(host, "demo-echo", "echo", Map.of(), List.of(file)));
        } catch (HostException cannot) {
            if (cannot.kind() != Kind.SETUP) {
                throw cannot;
            }
            screen.say("Devices cannot be files here: " + cannot.getMessage());
            screen.say("So this runs on NBD alone, without the echo device.");
            return Optional.empty();
        }
    }

    private Subject add(
            DriverHost host, String name, String driver, Map<String, String> settings, List<Exposure> exposures)
            throws HostException {
        HostedDevice device =
                host.add(new DeviceDefinition(DeviceName.parse(name), driver, List.of(), settings, exposures));
        device.locations().forEach(location -> screen.say("%-10s %s".formatted(name, location)));
        Subject subject = new Subject(device);
        subjects.add(subject);
        return subject;
    }

    private void startEcho(Subject echo, Crew crew) {
        EchoLoad load = new EchoLoad(Path.of(echo.device().locations().getFirst()), echo.account(), control);
        crew.start("demo echo reader", load::read);
        crew.start("demo echo writer", load::write);
    }

    /** Suspends and resumes every device in turn; ends with all of them awake. True if the user wants to stop. */
    private boolean cyclePower(int seconds) throws HostException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        boolean interrupted = pause();
        while (!interrupted && System.nanoTime() - end < 0 && noTrouble()) {
            for (Subject subject : subjects) {
                subject.suspend();
                interrupted |= pause();
                subject.resume();
                interrupted |= pause();
            }
        }
        return interrupted;
    }

    private synchronized boolean noTrouble() {
        return problems.isEmpty();
    }

    private boolean pause() throws InterruptedException {
        screen.show(subjects.stream().map(Subject::describe).toList());
        long millis = ThreadLocalRandom.current().nextLong(SHORTEST_HALF_CYCLE_MILLIS, LONGEST_HALF_CYCLE_MILLIS + 1);
        return interruption.await(millis, TimeUnit.MILLISECONDS);
    }

    /** @return false if a request hung */
    private boolean pullOut(Subject disk) throws HostException, InterruptedException {
        screen.say("Pulling the disk out while programs use it ...");
        control.setStopping(false);
        Crew victims = new Crew();
        diskLoads.forEach(load -> victims.start("demo disk", load::work));
        interruption.await(PULL_MILLIS, TimeUnit.MILLISECONDS);
        disk.tally();
        control.setPulledOut();
        disk.device().unplugBySurprise();
        return victims.join(HUNG_SECONDS);
    }

    private boolean conclude(boolean interrupted, boolean hung) {
        long lost =
                subjects.stream().mapToLong(subject -> subject.account().lost()).sum();
        screen.say("");
        row("", subject -> subject.device().name());
        row("requests completed", subject -> number(subject.account().succeeded()));
        row("bytes verified", subject -> number(subject.account().verifiedBytes()));
        row("suspended and resumed", subject -> number(subject.suspends()));
        row("stopped in flight", subject -> number(subject.tally().stopped()));
        row("  kept and resumed", subject -> number(subject.tally().resumed()));
        row("  given back and requeued", subject -> number(subject.tally().requeued()));
        row("refused once it was out", subject -> number(subject.account().refused()));
        row("lost", subject -> number(subject.account().lost()));
        subjects.stream()
                .map(subject -> subject.account().firstProblem())
                .filter(problem -> !problem.isEmpty())
                .forEach(screen::say);
        synchronized (this) {
            problems.forEach(screen::say);
        }
        if (hung) {
            screen.say("Some requests never ended.");
        }
        if (interrupted) {
            screen.say("Interrupted: not everything was checked.");
        }
        return !hung && !interrupted && lost == 0 && noTrouble();
    }

    private void row(String label, Function<Subject, String> value) {
        screen.say(subjects.stream()
                .map(subject -> "%16s".formatted(value.apply(subject)))
                .collect(Collectors.joining("", "%-26s".formatted(label), ""))
                .stripTrailing());
    }

    private static String number(long value) {
        return "%,d".formatted(value);
    }

    /** The threads of some programs. */
    private static final class Crew {
        private final List<Thread> threads = new ArrayList<>();

        void start(String name, Runnable program) {
            threads.add(Thread.ofPlatform().daemon().name(name).start(program));
        }

        /** Waits for all of them; false if one has not ended in that time. */
        boolean join(long seconds) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            boolean ended = true;
            for (Thread thread : threads) {
                long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
                ended &= thread.join(Duration.ofMillis(left));
            }
            return ended;
        }
    }

    /**
     * A private directory for one run, below {@code parent}.
     *
     * @throws HostException of kind SETUP if it cannot be made
     */
    public static Path prepareDirectory(Path parent) throws HostException {
        try {
            return Files.createTempDirectory(parent, "demo-");
        } catch (IOException failure) {
            throw new HostException(Kind.SETUP, parent + ": " + failure.getMessage(), failure);
        }
    }
}

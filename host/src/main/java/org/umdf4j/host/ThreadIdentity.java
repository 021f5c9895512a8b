package org.umdf4j.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.SECURITY_IMPERSONATION_LEVEL;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.irp.Impersonator;
import org.umdf4j.framework.irp.Requestor;
import org.umdf4j.linux.Linux;

/**
 * Gives the calling thread the file system identity of a program: user, group and supplementary groups, which are what
 * the kernel asks for when a file is opened. All other threads stay what they are. With a user other than root go the
 * rights of root over files, so a host of root opens nothing a program could not open.
 *
 * <p>Anonymous and Identification come to the same here: nobody's identity, which opens what everybody may. Only a host
 * of root can take another user's identity; one of an ordinary user can act as that user. Any thread.
 */
final class ThreadIdentity implements Impersonator {
    private static final System.Logger LOG = System.getLogger(ThreadIdentity.class.getName());

    /** The kernel's own stand-in for a user it cannot name. */
    private static final int NOBODY = 65534;

    /** Changes nothing, so it asks. */
    private static final int ASK = -1;

    private static final int[] NO_GROUPS = {};

    /** What a thread may open files as. */
    @SuppressWarnings("ArrayRecordComponent") // compared by covers() only, and the arrays never leave this class
    private record Identity(int userId, int groupId, int[] groups) {
        static final Identity OF_NOBODY = new Identity(NOBODY, NOBODY, NO_GROUPS);

        static Identity ofThisThread() {
            return new Identity(Linux.setfsuid(ASK), Linux.setfsgid(ASK), Linux.getgroups());
        }

        /** Whether whoever is this has at least the groups of the other. */
        boolean covers(Identity other) {
            return userId == other.userId
                    && groupId == other.groupId
                    && Arrays.stream(other.groups).allMatch(group -> has(group) || group == groupId);
        }

        private boolean has(int group) {
            return Arrays.stream(groups).anyMatch(own -> own == group);
        }
    }

    /**
     * What a thread that acts as a program is by itself, and what it has become. One for all of them: an identity is the
     * thread's.
     */
    private record Turn(Identity own, Identity lent) {}

    private static final ThreadLocal<@Nullable Turn> TURN = new ThreadLocal<>();

    @Override
    public void runAs(Requestor client, SECURITY_IMPERSONATION_LEVEL level, Runnable action) {
        if (Thread.currentThread().isVirtual()) {
            throw new WdfException(
                    HResult.STATUS_NOT_SUPPORTED,
                    "a virtual thread has no identity of its own; call impersonate on a platform thread");
        }
        Identity own = Identity.ofThisThread();
        Identity wanted = level.compareTo(SECURITY_IMPERSONATION_LEVEL.IMPERSONATION) < 0
                ? Identity.OF_NOBODY
                : new Identity((int) client.userId(), (int) client.groupId(), groupsOf(client));
        try {
            if (!become(wanted) && !wanted.covers(own)) {
                throw new WdfException(
                        HResult.ERROR_PRIVILEGE_NOT_HELD,
                        "the host is user %d and cannot act as user %d".formatted(own.userId(), wanted.userId()));
            }
            TURN.set(new Turn(own, wanted));
            action.run();
        } finally {
            TURN.remove();
            restore(own);
        }
    }

    @Override
    public void runAsItself(Runnable action) {
        Turn turn = TURN.get();
        if (turn == null) {
            action.run();
            return;
        }
        TURN.remove();
        restore(turn.own());
        try {
            action.run();
        } finally {
            // A host that could become the program a moment ago can do so now, or had nothing to change.
            var _ = become(turn.lent());
            TURN.set(turn);
        }
    }

    /** Groups first and the user last: with the user goes the right to change the others. */
    private static boolean become(Identity identity) {
        if (Linux.setgroupsOfThread(identity.groups()) < 0) {
            return false;
        }
        Linux.setfsgid(identity.groupId());
        Linux.setfsuid(identity.userId());
        return Linux.setfsuid(ASK) == identity.userId() && Linux.setfsgid(ASK) == identity.groupId();
    }

    /** A thread that cannot get its identity back must not go on, and the rest of the host not without it. */
    private static void restore(Identity own) {
        Linux.setfsuid(own.userId());
        Linux.setfsgid(own.groupId());
        boolean same = Linux.setfsuid(ASK) == own.userId() && Linux.setfsgid(ASK) == own.groupId();
        int groups = Linux.setgroupsOfThread(own.groups());
        // Where groups cannot be set now they could not be before: nothing was changed.
        boolean unchanged = groups == 0 || Arrays.equals(Linux.getgroups(), own.groups());
        if (!same || !unchanged) {
            LOG.log(System.Logger.Level.ERROR, "a thread cannot get its identity back; the host ends");
            Runtime.getRuntime().halt(1);
        }
    }

    /**
     * The supplementary groups of the program. It waits for its request and so is there; a process that is not the
     * program any more, or hides, has none.
     */
    private static int[] groupsOf(Requestor client) {
        if (client.processId() == 0) {
            return NO_GROUPS;
        }
        Path status = Path.of("/proc", Long.toUnsignedString(client.processId()), "status");
        try {
            List<String> lines = Files.readAllLines(status, StandardCharsets.ISO_8859_1);
            long[] users = numbers(lines, "Uid:");
            boolean isClient = users.length > 0 && users[users.length - 1] == client.userId();
            return isClient
                    ? Arrays.stream(numbers(lines, "Groups:"))
                            .mapToInt(group -> (int) group)
                            .toArray()
                    : NO_GROUPS;
        } catch (IOException gone) {
            LOG.log(System.Logger.Level.DEBUG, "the groups of process " + client.processId(), gone);
            return NO_GROUPS;
        }
    }

    private static long[] numbers(List<String> lines, String label) {
        return lines.stream()
                .filter(line -> line.startsWith(label))
                .flatMap(
                        line -> Stream.of(line.substring(label.length()).strip().split("\\s+")))
                .filter(word -> word.matches("[0-9]{1,10}"))
                .mapToLong(Long::parseLong)
                .toArray();
    }
}

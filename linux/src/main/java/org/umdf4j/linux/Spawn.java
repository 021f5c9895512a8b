package org.umdf4j.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** {@code <spawn.h>} and {@code <sys/wait.h>}. The spawn functions return the error instead of setting errno. */
final class Spawn {
    /** {@code sizeof(posix_spawn_file_actions_t)} of the GNU C library. */
    static final long FILE_ACTIONS_BYTES = 80;

    /** {@code int posix_spawnp(pid_t *, const char *file, const file_actions *, const attr *, argv[], envp[])}. */
    static final class posix_spawnp {
        static final MethodHandle HANDLE = Native.plainFunction(
                "posix_spawnp", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    }

    /** {@code int posix_spawn_file_actions_init(posix_spawn_file_actions_t *)}. */
    static final class posix_spawn_file_actions_init {
        static final MethodHandle HANDLE =
                Native.plainFunction("posix_spawn_file_actions_init", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    }

    /** {@code int posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t *, int fd, int newfd)}. */
    static final class posix_spawn_file_actions_adddup2 {
        static final MethodHandle HANDLE = Native.plainFunction(
                "posix_spawn_file_actions_adddup2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    }

    /** {@code int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *, int from)}. */
    static final class posix_spawn_file_actions_addclosefrom_np {
        static final MethodHandle HANDLE = Native.plainFunction(
                "posix_spawn_file_actions_addclosefrom_np", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    }

    /** {@code int posix_spawn_file_actions_destroy(posix_spawn_file_actions_t *)}. */
    static final class posix_spawn_file_actions_destroy {
        static final MethodHandle HANDLE =
                Native.plainFunction("posix_spawn_file_actions_destroy", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    }

    /** {@code pid_t waitpid(pid_t pid, int *wstatus, int options)}. */
    static final class waitpid {
        static final MethodHandle HANDLE =
                Native.function("waitpid", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    }

    private Spawn() {}
}

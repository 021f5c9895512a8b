package org.umdf4j.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.function.Consumer;

/** Looks functions of the C library up. The one place that uses the linker. */
final class Native {
    private static final Linker LINKER = Linker.nativeLinker();

    private Native() {}

    /** A function that reports failures in {@code errno}; its first argument is {@link CallState#segment}. */
    @SuppressWarnings("restricted") // binding native functions is what this class is for
    static MethodHandle function(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), descriptor, Linker.Option.captureCallState("errno"));
    }

    /** As {@link #function}, for a function whose arguments from {@code firstVariadic} on are variadic in C. */
    @SuppressWarnings("restricted") // binding native functions is what this class is for
    static MethodHandle variadicFunction(String name, int firstVariadic, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                descriptor,
                Linker.Option.captureCallState("errno"),
                Linker.Option.firstVariadicArg(firstVariadic));
    }

    /** A function that does not touch {@code errno}. */
    @SuppressWarnings("restricted") // binding native functions is what this class is for
    static MethodHandle plainFunction(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor);
    }

    /** Gives the address of a mapping its size, and an end with {@code arena}. */
    @SuppressWarnings("restricted") // the size is that of the mapping the kernel has just made
    static MemorySegment sized(long address, long bytes, Arena arena, Consumer<MemorySegment> end) {
        return MemorySegment.ofAddress(address).reinterpret(bytes, arena, end);
    }

    /** The same memory, for as long as {@code arena} lives; the arena's end does not unmap it. */
    @SuppressWarnings("restricted") // it is neither larger nor does it live longer
    static MemorySegment lent(MemorySegment memory, Arena arena) {
        return MemorySegment.ofAddress(memory.address()).reinterpret(memory.byteSize(), arena, null);
    }

    /** A downcall has thrown: it was called with a wrong type, which is our bug. */
    static AssertionError impossible(Throwable thrown) {
        return new AssertionError("downcall failed", thrown);
    }
}

/**
 * Bindings to the Linux system calls umdf4j uses, through the Foreign Function &amp; Memory API. No policy.
 *
 * <p>{@link org.umdf4j.linux.Linux} has one static method for each C function, with the function's name. A result below
 * zero is {@code -errno}; no method throws for what the kernel says. Behind it, one package-private class for each C
 * header holds the layouts and constants, and a nested class for each function, with the function's name, its handle: so
 * a function is bound when it is first called, for the JVM spins a dozen classes for each kind of signature. A test
 * compares the numbers with what a C compiler says.
 */
package org.umdf4j.linux;

/**
 * Bindings to the Linux system calls umdf4j uses, through the Foreign Function &amp; Memory API. No policy.
 *
 * <p>{@link org.umdf4j.linux.Linux} has one static method for each C function, with the function's name. A result below
 * zero is {@code -errno}; no method throws for what the kernel says. Behind it, one package-private class for each C
 * header holds the handles, layouts and constants; a test compares their numbers with what a C compiler says.
 */
package org.umdf4j.linux;

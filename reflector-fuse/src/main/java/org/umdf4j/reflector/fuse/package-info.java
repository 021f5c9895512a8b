/**
 * Devices as files under a mount point, by the kernel's FUSE protocol on {@code /dev/fuse}, without libfuse.
 *
 * <p>{@link org.umdf4j.reflector.fuse.FuseMount} makes the mount and gives the descriptor to a {@code FuseSession}, which
 * needs nothing but the descriptor. {@code Reader} threads each take a frame into a buffer of their own and serve it on
 * the spot: the {@code Directory} answers for names and attributes, the {@code FileOperations} turn the rest into {@link
 * org.umdf4j.framework.irp.Irp IRPs}. The thread that completes an IRP writes the reply, from the same buffer. A request
 * that outlives its submission keeps the buffer, and the reader goes on with another.
 *
 * <p>How a request comes and its reply goes is a {@code Transport}'s: the {@code Descriptor}, or an entry of a {@code
 * RingQueue} over io_uring, whose {@code RingServer}s take the readers' place. All above is the same for both.
 */
package org.umdf4j.reflector.fuse;

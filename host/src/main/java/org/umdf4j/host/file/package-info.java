/**
 * Files of the system below a stack or behind an I/O target: regular files, block devices, and what has no size, as
 * pipes, terminals and other character devices.
 *
 * <p>{@link org.umdf4j.host.file.SystemFile} takes the IRPs. Those that only the medium keeps waiting run each on a thread
 * of its own; reads and writes that wait for somebody else, who may never come, go through a {@code StreamLane}, which
 * can be woken.
 */
@NullMarked
package org.umdf4j.host.file;

import org.jspecify.annotations.NullMarked;

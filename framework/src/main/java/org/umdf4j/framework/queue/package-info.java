/**
 * I/O queues: sections 2 to 11 of the I/O contract and the queues' part of leaving and entering D0.
 *
 * <p>{@link org.umdf4j.framework.queue.WdfIoQueue} has one lock for its lists and one event loop: whoever changes
 * something posts the fact under the lock and runs the loop afterwards, or leaves that to the thread that is inside a
 * callback of the queue (DSP-10). {@link org.umdf4j.framework.queue.PowerGate} decides what the loop may do while the
 * device leaves and enters D0; {@link org.umdf4j.framework.queue.QueueSet} takes all queues of a device through it.
 */
package org.umdf4j.framework.queue;

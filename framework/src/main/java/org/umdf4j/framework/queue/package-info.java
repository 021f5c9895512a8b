/**
 * I/O queues: sections 2 to 11 of the I/O contract and the queues' part of leaving and entering D0.
 *
 * <p>{@link org.umdf4j.framework.queue.WdfIoQueue} has one lock, for its {@code QueueContents}, and one {@code
 * EventLoop}: whoever changes something under the lock asks the loop for its turn before giving the lock back and takes
 * it afterwards, or leaves that to the thread that is inside a callback of the queue (DSP-10). {@code Dispatch} decides
 * what is next. {@link org.umdf4j.framework.queue.PowerGate} decides what the loop may do while the
 * device leaves and enters D0; {@link org.umdf4j.framework.queue.QueueSet} takes all queues of a device through it.
 */
package org.umdf4j.framework.queue;

/**
 * Everything the framework needs of the world that is not deterministic: locks, threads, waiting and time.
 *
 * <p>The framework starts no thread and reads no clock; whoever embeds it hands it a {@link
 * org.umdf4j.framework.scheduler.Scheduler}. In production that is a thin layer over JDK threads; in the testkit it is a
 * simulation that decides every interleaving.
 */
package org.umdf4j.framework.scheduler;

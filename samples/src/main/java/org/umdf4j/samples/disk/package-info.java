/**
 * A sized device, in memory or on an image file. Shows a parallel queue, several requests in service at once, and which
 * of them go back to the queue at a suspend.
 *
 * <pre>
 *  --set size=64M            in memory. Keeps its contents through suspend and rebalance, loses them at removal.
 *  --set image=PATH          on an existing image file, which gives the size
 *  --set image=PATH,size=64M as two settings: makes the file if it is missing; one of another size is refused
 *  --set readonly=true       refuses writes
 *  --set idle=5000           after how many milliseconds without a request it powers down
 *  --set depth=4             how many requests may be in service at once on the threads that bring them
 * </pre>
 *
 * <p>A request's way: {@link org.umdf4j.samples.disk.DiskQueue} decides whether it begins at once or waits in the
 * {@link org.umdf4j.samples.disk.Backlog}; {@link org.umdf4j.samples.disk.DiskCommands} executes it on the
 * {@link org.umdf4j.samples.disk.Medium}.
 */
package org.umdf4j.samples.disk;

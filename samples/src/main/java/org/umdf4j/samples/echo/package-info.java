/**
 * A stream device: what is written can be read. Shows requests that wait.
 *
 * <pre>
 *  write ──► default queue (sequential) ──► EchoDevice.onWrite ──►┐
 *                                                                 ├─ ByteRing, 64 KiB
 *  read  ──► reads (manual) ◄── EchoDevice takes the next ◄───────┘
 *  ioctl ──► controls (sequential) ──► EchoDevice.onDeviceIoControl
 * </pre>
 *
 * <p>A read with nothing to read, and a write with no room, waits in a {@link org.umdf4j.samples.echo.WaitingRequest}:
 * owned by the driver, cancelable, and kept across a suspend.
 *
 * <p>There is no lock in this package. The driver leaves the locking constraint at its default, so the framework lets
 * only one callback of the device run at a time (LCK-1, LCK-2), cancellation and stop callbacks included.
 */
package org.umdf4j.samples.echo;

/**
 * A device as an NBD export. {@link org.umdf4j.reflector.nbd.NbdServer} listens; each client's commands become IRPs of a
 * {@link org.umdf4j.framework.irp.DevicePort}, and the thread that completes an IRP writes the reply. The protocol's
 * rules are in classes over plain buffers ({@code Negotiation}, {@code RequestHeader}), apart from sockets and threads.
 */
package org.umdf4j.reflector.nbd;

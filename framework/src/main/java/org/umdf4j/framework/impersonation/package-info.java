/**
 * Acting in the name of the program behind a request (section 17 of the I/O contract): {@link
 * org.umdf4j.framework.impersonation.Impersonation} decides whether a driver may, {@link
 * org.umdf4j.framework.irp.Impersonator} is how the host does it.
 */
package org.umdf4j.framework.impersonation;

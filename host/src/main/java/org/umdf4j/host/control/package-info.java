/**
 * How other processes talk to a running host: a Unix socket in the user's runtime directory, one JSON object a line each
 * way.
 *
 * <p>A request names a command and a device, {@code {"command":"suspend","device":"disk"}}; the answer is
 * {@code {"ok":true,"message":…}}, with {@code "devices":[…]} for the command {@code devices}, or {@code
 * {"ok":false,"kind":"OPERATION","message":…}}. The directory is the user's own (0700), so whoever can connect may.
 */
package org.umdf4j.host.control;

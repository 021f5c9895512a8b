/**
 * Devices of a real {@link org.umdf4j.host.DriverHost}, used by the programs people use them with. Every test works on a
 * {@link org.umdf4j.host.system.Rig} of its own, and {@link org.umdf4j.host.system.RigExtension} checks after each one
 * what must hold after all of them: each request completed once, the host still serves, nothing is left behind.
 */
@org.jspecify.annotations.NullMarked
package org.umdf4j.host.system;

/**
 * Drivers that break the contract on purpose, each in one way. Written against the DDI alone, as any driver; the tests pack
 * them into a jar and a host loads them from there.
 */
@org.jspecify.annotations.NullMarked
package org.umdf4j.host.system.broken;

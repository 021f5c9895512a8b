/**
 * The Plug and Play and power machines of one driver's device: tables of states and events, run by one thread at a time.
 */
package org.umdf4j.framework.pnp;

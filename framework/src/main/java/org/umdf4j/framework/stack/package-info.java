/**
 * A device stack: the devices of one or more drivers, lowest first, and the Plug and Play manager that starts, suspends,
 * queries and removes them in the contract's order.
 */
package org.umdf4j.framework.stack;

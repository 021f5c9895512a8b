/**
 * A device of one driver: routing, files, Plug and Play state, and the driver's callbacks as the machines call them.
 */
package org.umdf4j.framework.device;

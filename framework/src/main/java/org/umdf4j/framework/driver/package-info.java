/** Drivers: loading, their entry points, and the devices they add to stacks. */
package org.umdf4j.framework.driver;

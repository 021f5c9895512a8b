/**
 * Property stores: named values kept for devices and drivers. {@link org.umdf4j.framework.property.PropertyStores} is what
 * all devices of a host share, {@link org.umdf4j.framework.property.DeviceProperties} what one driver's device sees of
 * it, {@link org.umdf4j.framework.property.PropertyFiles} where the host keeps it.
 */
package org.umdf4j.framework.property;

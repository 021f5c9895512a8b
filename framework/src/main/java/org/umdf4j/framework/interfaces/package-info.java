/**
 * Device interfaces, symbolic links and events: what the devices of one system know of each other, and programs of them.
 *
 * <p>A stack offers names ({@link org.umdf4j.framework.interfaces.StackInterfaces}); while they are enabled they are
 * present in the system ({@link org.umdf4j.framework.interfaces.DeviceInterfaces}), and whoever subscribed is told of
 * their arrival and removal, in order, one call at a time, never on the thread that caused it.
 */
package org.umdf4j.framework.interfaces;

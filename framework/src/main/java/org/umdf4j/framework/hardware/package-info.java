/**
 * The hardware of a device as its embedder lends it: what resources there are, registers to read and write, interrupt
 * lines to listen to. The embedder implements {@link org.umdf4j.framework.hardware.Hardware}; the framework opens nothing.
 */
package org.umdf4j.framework.hardware;

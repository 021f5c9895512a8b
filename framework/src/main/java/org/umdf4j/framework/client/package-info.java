/**
 * The program's side, in process: {@link org.umdf4j.framework.client.DeviceFile} opens a device and reads, writes and
 * controls it as a program does through a reflector, for embedding and for tests.
 */
package org.umdf4j.framework.client;

/**
 * {@code umdf4j demo}: two devices under real load through the kernel while they are suspended, resumed and pulled out,
 * and an account of every request and byte. The load generators know only files and sockets.
 */
package org.umdf4j.host.demo;

/** The smallest useful driver: what is written vanishes, a read finds the end at once. */
package org.umdf4j.samples.nulldevice;

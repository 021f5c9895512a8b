/** A filter driver: passes every request to the driver below and logs how it ended. */
package org.umdf4j.samples.trace;

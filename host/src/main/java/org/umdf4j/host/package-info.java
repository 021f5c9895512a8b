/** Package org.umdf4j.host. */
package org.umdf4j.host;

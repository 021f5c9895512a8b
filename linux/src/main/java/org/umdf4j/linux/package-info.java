/** Package org.umdf4j.linux. */
package org.umdf4j.linux;

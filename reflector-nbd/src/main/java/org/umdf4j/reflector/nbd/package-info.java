/** Package org.umdf4j.reflector.nbd. */
package org.umdf4j.reflector.nbd;

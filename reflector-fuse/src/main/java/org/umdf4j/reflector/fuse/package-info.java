/** Package org.umdf4j.reflector.fuse. */
package org.umdf4j.reflector.fuse;

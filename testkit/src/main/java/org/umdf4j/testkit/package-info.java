/** Package org.umdf4j.testkit. */
package org.umdf4j.testkit;

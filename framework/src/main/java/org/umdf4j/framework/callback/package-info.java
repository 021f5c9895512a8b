/**
 * How the framework enters driver code: {@link org.umdf4j.framework.callback.DriverCalls} guards each call, {@link
 * org.umdf4j.framework.callback.CallbackLock} keeps calls of one device apart (section 12 of the I/O contract).
 */
package org.umdf4j.framework.callback;

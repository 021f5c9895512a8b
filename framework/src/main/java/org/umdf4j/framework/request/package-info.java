/**
 * Requests: one IRP on its way through one driver's device. {@link org.umdf4j.framework.request.WdfIoRequest} holds the
 * ownership state; whoever keeps the request (its {@link org.umdf4j.framework.request.RequestOwner}, a queue) keeps the
 * lists.
 */
package org.umdf4j.framework.request;

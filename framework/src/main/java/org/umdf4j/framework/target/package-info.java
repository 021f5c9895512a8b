/**
 * I/O targets: where drivers send requests, received ones and those they create themselves.
 *
 * <p>A request's own part of a send is in {@link org.umdf4j.framework.request.OwnedRequest}; a target decides whether it
 * goes on, waits or is refused ({@link org.umdf4j.framework.target.TargetRequests}), and what becomes of it when the
 * target is stopped, closed or removed. Below a target lies whatever takes IRPs.
 */
package org.umdf4j.framework.target;

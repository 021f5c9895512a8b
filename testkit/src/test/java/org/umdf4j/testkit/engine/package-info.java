/**
 * Interleavings of the queue engine that are easy to get wrong: each test here was a fault once, or looks for the next
 * one. What the contract says in plain words is tested in {@code contract}.
 */
@NullMarked
package org.umdf4j.testkit.engine;

import org.jspecify.annotations.NullMarked;

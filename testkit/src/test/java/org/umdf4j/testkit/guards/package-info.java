/**
 * Mutation check: the engine's guards are switched off one at a time, in the compiled class, and a named test must fail
 * for each.
 */
@NullMarked
package org.umdf4j.testkit.guards;

import org.jspecify.annotations.NullMarked;

/**
 * Searches the interleavings of a scenario: all that can make a difference, if they are few enough, otherwise those most
 * likely to break something. {@link org.umdf4j.testkit.exploration.Exploration} is where to begin.
 *
 * <p>A search is stateless: each schedule is a run of the scenario from its beginning under {@link
 * org.umdf4j.testkit.simulation.Choices} that follow a known prefix and then go another way.
 */
package org.umdf4j.testkit.exploration;

/**
 * A deterministic world for device stacks: {@link org.umdf4j.testkit.simulation.SimulatedScheduler} runs one task at a
 * time under a virtual clock and asks {@link org.umdf4j.testkit.simulation.Choices} at every point where another task
 * could go first. What the choices were is a short string, and the same string repeats the run.
 */
package org.umdf4j.testkit.simulation;

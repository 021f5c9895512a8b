package org.umdf4j.testkit.simulation;

/**
 * One scheduling point that a task has passed.
 *
 * @param task the task's name
 * @param id its number in order of creation
 * @param place where it went on from
 * @param about what that was about, empty if nothing says
 * @param nanoTime the virtual time
 */
public record LogEntry(String task, int id, String place, String about, long nanoTime) {}

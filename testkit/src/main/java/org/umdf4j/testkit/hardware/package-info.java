/**
 * Hardware for drivers under test: registers that behave as the test says, interrupts raised from any task.
 *
 * <p>Used by the tasks of one simulation, of which one runs at a time.
 */
package org.umdf4j.testkit.hardware;

/**
 * For driver authors: run a driver in a simulated system, play its programs and its power manager, and see what it does.
 */
package org.umdf4j.testkit;

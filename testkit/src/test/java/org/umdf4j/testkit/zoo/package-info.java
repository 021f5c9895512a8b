/**
 * Small drivers with one fault each, of the kinds that real ones have, to show that exploration finds what matters. Each
 * class here holds the driver, the same driver mended, and the test its author might have written; {@code ZooTest} runs
 * both under it.
 */
@NullMarked
package org.umdf4j.testkit.zoo;

import org.jspecify.annotations.NullMarked;

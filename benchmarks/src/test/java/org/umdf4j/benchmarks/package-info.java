@org.jspecify.annotations.NullMarked
package org.umdf4j.benchmarks;

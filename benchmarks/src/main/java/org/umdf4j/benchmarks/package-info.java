/**
 * The measurements behind docs/performance.md: {@link org.umdf4j.benchmarks.Bench} runs {@link
 * org.umdf4j.benchmarks.Benchmark}s, each of which drives our device and its peers in turn and gives {@link
 * org.umdf4j.benchmarks.Sample}s; {@link org.umdf4j.benchmarks.ResultFile} keeps them as data, and {@link
 * org.umdf4j.benchmarks.Report} makes tables and plots of the data alone.
 */
@org.jspecify.annotations.NullMarked
package org.umdf4j.benchmarks;

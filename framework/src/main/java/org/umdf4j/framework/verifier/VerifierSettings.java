package org.umdf4j.framework.verifier;

import org.umdf4j.framework.recorder.FlightRecord;

/**
 * How one device is watched.
 *
 * @param record where its events go; outlives the device's stack
 * @param policy what a violation does
 */
public record VerifierSettings(FlightRecord record, Policy policy) {}

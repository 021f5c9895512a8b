package org.umdf4j.ddi;

/** UMDF_VERSION_DATA. */
public record UMDF_VERSION_DATA(int majorNumber, int minorNumber, int serviceNumber) {}

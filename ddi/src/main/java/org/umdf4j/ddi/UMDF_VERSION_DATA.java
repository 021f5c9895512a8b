package org.umdf4j.ddi;

/**
 * A version of the interface, as 1.11.0. Source: wudfddi_types, UMDF_VERSION_DATA.
 *
 * @param majorNumber the first number
 * @param minorNumber the second number
 * @param serviceNumber the third number
 */
public record UMDF_VERSION_DATA(int majorNumber, int minorNumber, int serviceNumber) {}

package org.umdf4j.ddi;

import java.lang.foreign.MemorySegment;

/**
 * The value of a device property. Source: wudfddi, IWDFUnifiedPropertyStore::GetPropertyData.
 *
 * @param propertyType its DEVPROPTYPE
 * @param data the value in that type's form, read-only
 */
public record DevicePropertyData(int propertyType, MemorySegment data) {}

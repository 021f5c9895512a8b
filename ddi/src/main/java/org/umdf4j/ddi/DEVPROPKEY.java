package org.umdf4j.ddi;

import java.util.UUID;

/**
 * The key of a device property. Source: devpropdef, DEVPROPKEY.
 *
 * @param fmtid the category
 * @param pid the property in it, from 2
 */
public record DEVPROPKEY(UUID fmtid, int pid) {}

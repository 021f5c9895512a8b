package org.umdf4j.ddi;

/**
 * Some processors of one group. Source: wudfwdm, GROUP_AFFINITY.
 *
 * @param mask a bit for each processor
 * @param group the group's number
 */
public record GROUP_AFFINITY(long mask, int group) {}

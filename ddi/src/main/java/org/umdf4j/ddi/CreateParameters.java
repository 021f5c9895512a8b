package org.umdf4j.ddi;

/** CreateParameters. */
public record CreateParameters(int options, int fileAttributes, int shareAccess, int desiredAccess) {}

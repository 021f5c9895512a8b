package org.umdf4j.ddi;

/**
 * What an open asks for; the numbers are those of the NT create call. Rules: REQ-12. Source: wudfddi,
 * IWDFIoRequest::GetCreateParameters, IWDFIoRequest2::GetCreateParametersEx.
 *
 * @param options the highest 8 bits are the disposition (open, create, overwrite), the lower 24 the create
 *     options
 * @param fileAttributes FILE_ATTRIBUTE bits for a file that is created
 * @param shareAccess FILE_SHARE bits
 * @param desiredAccess an ACCESS_MASK
 */
public record CreateParameters(int options, int fileAttributes, int shareAccess, int desiredAccess) {}

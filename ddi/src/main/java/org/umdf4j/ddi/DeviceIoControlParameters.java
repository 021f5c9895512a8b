package org.umdf4j.ddi;

/**
 * What a device control request asks for. Rules: REQ-12. Source: wudfddi,
 * IWDFIoRequest::GetDeviceIoControlParameters.
 *
 * @param controlCode what to do; see {@link ControlCodes}
 * @param inBufferSize in bytes, 0 without an input buffer
 * @param outBufferSize in bytes, 0 without an output buffer
 */
public record DeviceIoControlParameters(int controlCode, long inBufferSize, long outBufferSize) {}

package org.umdf4j.ddi;

/**
 * What a query- or set-information request asks for. Rules: RT-6, REQ-12. Source: wudfddi,
 * IWDFIoRequest2::GetQueryInformationParameters, IWDFIoRequest2::GetSetInformationParameters.
 *
 * @param informationClass which information
 * @param sizeInBytes the size of the buffer for it, or with it
 */
public record InformationParameters(WDF_FILE_INFORMATION_CLASS informationClass, long sizeInBytes) {}

package org.umdf4j.ddi;

/** InformationParameters. */
public record InformationParameters(WDF_FILE_INFORMATION_CLASS informationClass, long sizeInBytes) {}

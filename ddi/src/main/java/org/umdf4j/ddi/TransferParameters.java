package org.umdf4j.ddi;

/**
 * What a read or write asks for. Rules: REQ-12. Source: wudfddi, IWDFIoRequest::GetReadParameters,
 * IWDFIoRequest::GetWriteParameters.
 *
 * @param sizeInBytes how much to transfer
 * @param offset where, in bytes from the device's start; without meaning for a stream
 * @param key the key of a byte-range lock; 0 where the program has no such thing
 */
public record TransferParameters(long sizeInBytes, long offset, int key) {}

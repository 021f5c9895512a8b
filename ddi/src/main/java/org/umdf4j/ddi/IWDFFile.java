package org.umdf4j.ddi;

/** IWDFFile. */
public interface IWDFFile extends IWDFObject {
    String retrieveFileName();

    IWDFDevice getDevice();
}

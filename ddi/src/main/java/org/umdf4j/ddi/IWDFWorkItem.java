package org.umdf4j.ddi;

/** IWDFWorkItem. */
public interface IWDFWorkItem extends IWDFObject {
    void enqueue();

    void flush();

    IWDFObject getParentObject();
}

package org.umdf4j.ddi;

/** IObjectCleanup. */
@FunctionalInterface
public interface IObjectCleanup {
    void onCleanup(IWDFObject wdfObject);
}

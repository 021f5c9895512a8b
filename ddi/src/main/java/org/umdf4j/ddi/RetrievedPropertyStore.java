package org.umdf4j.ddi;

/** RetrievedPropertyStore. */
public record RetrievedPropertyStore(IWDFNamedPropertyStore store, WDF_PROPERTY_STORE_DISPOSITION disposition) {}

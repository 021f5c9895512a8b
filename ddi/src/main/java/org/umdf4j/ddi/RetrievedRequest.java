package org.umdf4j.ddi;

import java.util.Optional;

/** RetrievedRequest. */
public record RetrievedRequest(HResult status, Optional<IWDFIoRequest> request) {}

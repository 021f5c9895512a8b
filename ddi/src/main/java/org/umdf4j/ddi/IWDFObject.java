package org.umdf4j.ddi;

import org.jspecify.annotations.Nullable;

/** IWDFObject. */
public interface IWDFObject {
    void deleteWdfObject();

    void assignContext(@Nullable IObjectCleanup cleanupCallback, @Nullable Object context);

    @Nullable
    Object retrieveContext();

    void acquireLock();

    void releaseLock();
}

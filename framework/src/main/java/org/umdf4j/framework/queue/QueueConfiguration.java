package org.umdf4j.framework.queue;

import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;

/** What CreateIoQueue was called with, probed and found fit. */
record QueueConfiguration(
        String name,
        @Nullable Object callbackObject,
        QueueCallbacks callbacks,
        boolean isDefault,
        WDF_IO_QUEUE_DISPATCH_TYPE dispatchType,
        boolean powerManaged,
        boolean allowZeroLength) {}

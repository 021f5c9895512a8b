package org.umdf4j.ddi;

import org.jspecify.annotations.Nullable;

/** IRequestCallbackRequestCompletion. */
@FunctionalInterface
public interface IRequestCallbackRequestCompletion {
    void onCompletion(
            IWDFIoRequest wdfRequest,
            IWDFIoTarget ioTarget,
            IWDFRequestCompletionParams params,
            @Nullable Object context);
}

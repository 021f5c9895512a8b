package org.umdf4j.ddi;

import org.jspecify.annotations.Nullable;

/**
 * What a driver does in the name of the program that issued a request: given to {@link IWDFIoRequest#impersonate}. Not
 * under the callback lock.
 *
 * <p>Rules: IMP-1 to IMP-3. Source: wudfddi, IImpersonateCallback.
 */
@FunctionalInterface
public interface IImpersonateCallback {
    /**
     * Runs once, on the thread that calls {@link IWDFIoRequest#impersonate}, with the identity of the program for all
     * access to files; that ends when it returns. Must call no method of the framework: a verifier violation (IMP-3).
     * Must start no thread, which would keep the identity, and have loaded the classes it uses, for the program may not
     * be able to read them.
     *
     * <p>Rules: IMP-1, IMP-3. Source: wudfddi, IImpersonateCallback::OnImpersonate.
     *
     * @param context what was given to {@code impersonate}
     */
    void onImpersonate(@Nullable Object context);
}

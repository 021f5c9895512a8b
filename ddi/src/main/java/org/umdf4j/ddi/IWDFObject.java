package org.umdf4j.ddi;

import org.jspecify.annotations.Nullable;

/**
 * What every framework object can do. Objects form a tree: with an object its children go.
 *
 * <p>Rules: io-contract section 13, OBJ-1 to OBJ-6. Source: wudfddi, IWDFObject.
 */
public interface IWDFObject {
    /**
     * Deletes the object and its children: their cleanup callbacks run before this one's (OBJ-1). Afterwards
     * only {@link #retrieveContext} may be called. For a queue it returns when the queue's requests are gone
     * (Q-13).
     *
     * <p>Rules: OBJ-1, OBJ-2, Q-12, Q-13. Source: wudfddi, IWDFObject::DeleteWdfObject.
     *
     * @throws WdfException {@link HResult#ERROR_ACCESS_DENIED} if the framework decides over the object's
     *     life: a driver, device, received request, file opened by a program, default target, or a queue that
     *     is the default queue or has been configured for a request type; the object stays usable
     */
    void deleteWdfObject();

    /**
     * Ties a value of the driver's to the object, once. Null counts as a value.
     *
     * <p>Rules: OBJ-4, OBJ-5. Source: wudfddi, IWDFObject::AssignContext.
     *
     * @param cleanupCallback called once when the object goes
     * @throws WdfException {@link HResult#ERROR_INVALID_OPERATION} if the object has a context, null
     *     included; {@link HResult#STATUS_DELETE_PENDING} if it is being deleted or gone
     */
    void assignContext(@Nullable IObjectCleanup cleanupCallback, @Nullable Object context);

    /**
     * The value given to {@link #assignContext}, null if that was null.
     *
     * <p>Rules: OBJ-6. Source: wudfddi, IWDFObject::RetrieveContext.
     *
     * @throws WdfException {@link HResult#ERROR_NOT_FOUND} if there was no such call
     */
    @Nullable
    Object retrieveContext();

    /**
     * Takes the callback lock of the device: no callback that it serializes starts until
     * {@link #releaseLock}. Waits for one that is running on another thread; a callback under the lock has it
     * already. With {@link WDF_CALLBACK_CONSTRAINT#NONE} there is nothing to take. For device and queue
     * objects only.
     *
     * <p>Rules: LCK-4. Source: wudfddi, IWDFObject::AcquireLock.
     *
     * @throws WdfException {@link HResult#STATUS_NOT_SUPPORTED} for another kind of object
     */
    void acquireLock();

    /**
     * Gives back the lock of {@link #acquireLock}, on the thread that took it; another thread is a verifier
     * violation. What was put off meanwhile runs then.
     *
     * <p>Rules: LCK-4, LCK-5. Source: wudfddi, IWDFObject::ReleaseLock.
     *
     * @throws WdfException {@link HResult#STATUS_NOT_SUPPORTED} for another kind of object
     */
    void releaseLock();
}

package org.umdf4j.ddi;

/**
 * Told that a framework object is going away. Given to {@link IWDFObject#assignContext}, or implemented by
 * the callback object of a create method.
 *
 * <p>Source: wudfddi, IObjectCleanup.
 */
@FunctionalInterface
public interface IObjectCleanup {
    /**
     * Called once when the object is deleted, by itself or with its parent: the children's calls come before
     * the parent's (OBJ-1). Here the driver drops what it keeps with the object;
     * {@link IWDFObject#retrieveContext} still works, most other methods of the object do not (OBJ-2). For a
     * received request the call comes at its completion, before the program sees the result (REQ-10, OBJ-8).
     * Outside the callback lock.
     *
     * <p>Rules: OBJ-1, OBJ-2, OBJ-5. Source: wudfddi, IObjectCleanup::OnCleanup.
     */
    void onCleanup(IWDFObject wdfObject);
}

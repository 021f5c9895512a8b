package org.umdf4j.ddi;

/**
 * Work that a driver puts off to another thread. Made by {@link IWDFDevice#createWorkItem}; lives until it or
 * its parent is deleted.
 *
 * <p>Rules: OBJ-9. Source: wudfddi, IWDFWorkItem.
 */
public interface IWDFWorkItem extends IWDFObject {
    /**
     * Has the callback called soon, once, on a thread of the framework. Does nothing while the item is
     * already waiting for its call, so the callback must handle all work there is. From the callback itself,
     * it is called again after it has returned.
     *
     * <p>Rules: OBJ-9. Source: wudfddi, IWDFWorkItem::Enqueue.
     */
    void enqueue();

    /**
     * Waits until the callback has run and returned, if it is waiting for its call or running; otherwise
     * returns at once. Deadlocks when called from the item's own callback, or while holding a lock that the
     * callback needs.
     *
     * <p>Rules: OBJ-9. Source: wudfddi, IWDFWorkItem::Flush.
     */
    void flush();

    /**
     * The object with which the item goes: the device unless another was given.
     *
     * <p>Rules: io-contract section 13. Source: wudfddi, IWDFWorkItem::GetParentObject.
     */
    IWDFObject getParentObject();
}

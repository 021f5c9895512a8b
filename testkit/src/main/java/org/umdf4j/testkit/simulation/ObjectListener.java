package org.umdf4j.testkit.simulation;

/** Hears of the framework objects that drivers make, on the task that makes or ends them. */
public interface ObjectListener {
    /**
     * An object has come into being.
     *
     * @param parent the object below which it is
     * @param callback the innermost callback that the task runs, in words that begin with its name; empty for none
     */
    void created(Object object, Object parent, String callback);

    /** An object has ended. Those below it follow, each told of. */
    void ended(Object object);
}

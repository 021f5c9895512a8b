package org.umdf4j.framework.object;

import org.jspecify.annotations.Nullable;

/** An object made by IWDFDriver.createWdfObject: a place for a context and a parent for others. */
public final class PlainObject extends WdfObject {
    public PlainObject(ObjectSpace space, WdfObject parent, @Nullable Object callbackInterface) {
        super(space, parent);
        join(callbackInterface);
    }

    @Override
    protected String describe() {
        return "object";
    }

    @Override
    protected boolean isDeletable() {
        return true;
    }
}

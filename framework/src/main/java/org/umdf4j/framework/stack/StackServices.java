package org.umdf4j.framework.stack;

import java.util.Optional;
import org.umdf4j.ddi.SECURITY_IMPERSONATION_LEVEL;
import org.umdf4j.framework.irp.Impersonator;
import org.umdf4j.framework.property.PropertyFiles;
import org.umdf4j.framework.property.PropertyStores;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * What a stack is handed from outside, beyond a scheduler. Immutable.
 *
 * @param impersonator gives threads the identity of programs
 * @param impersonationLevel how far the drivers may act as programs, as their package says; empty for not at all (IMP-1)
 * @param properties the property stores; the same for all stacks of a host
 */
public record StackServices(
        Impersonator impersonator,
        Optional<SECURITY_IMPERSONATION_LEVEL> impersonationLevel,
        PropertyStores properties) {
    /** No impersonation, and property stores that are not kept. */
    public static StackServices of(Scheduler scheduler) {
        return new StackServices(
                Impersonator.NONE, Optional.empty(), new PropertyStores(scheduler, PropertyFiles.NONE));
    }

    /** The same with another way to impersonate, and leave to do so. */
    public StackServices withImpersonation(Impersonator newImpersonator, Optional<SECURITY_IMPERSONATION_LEVEL> most) {
        return new StackServices(newImpersonator, most, properties);
    }

    /** The same with other property stores. */
    public StackServices withProperties(PropertyStores newProperties) {
        return new StackServices(impersonator, impersonationLevel, newProperties);
    }
}

package org.umdf4j.framework.stack;

import java.util.Optional;
import org.umdf4j.ddi.SECURITY_IMPERSONATION_LEVEL;
import org.umdf4j.framework.interfaces.DeviceInterfaces;
import org.umdf4j.framework.irp.Impersonator;
import org.umdf4j.framework.irp.Surroundings;
import org.umdf4j.framework.property.PropertyFiles;
import org.umdf4j.framework.property.PropertyStores;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * What the drivers of a stack can use beyond a scheduler and hardware, and what they may. Immutable.
 *
 * @param surroundings what the drivers can reach outside the stack
 * @param bottom the file the stack stands on, which the surroundings open; none if the lowest driver has nothing below
 * @param impersonator gives threads the identity of programs
 * @param properties the property stores; the same for all stacks of a host
 * @param interfaces the device interfaces; the same for all stacks whose drivers shall find each other
 * @param policy what their package lets the drivers do
 */
public record StackServices(
        Surroundings surroundings,
        Optional<String> bottom,
        Impersonator impersonator,
        PropertyStores properties,
        DeviceInterfaces interfaces,
        StackPolicy policy) {
    /** Nothing outside, no impersonation, property stores that are not kept, nobody to find. */
    public static StackServices of(Scheduler scheduler) {
        return new StackServices(
                Surroundings.NONE,
                Optional.empty(),
                Impersonator.NONE,
                new PropertyStores(scheduler, PropertyFiles.NONE),
                new DeviceInterfaces(scheduler),
                StackPolicy.UNPACKAGED);
    }

    /** The same in other surroundings. */
    public StackServices withSurroundings(Surroundings newSurroundings) {
        return new StackServices(newSurroundings, bottom, impersonator, properties, interfaces, policy);
    }

    /** The same on a file, which each adding of the stack opens for reading and writing; or on none. */
    public StackServices withBottom(Optional<String> path) {
        return new StackServices(surroundings, path, impersonator, properties, interfaces, policy);
    }

    /** The same with another way to impersonate. */
    public StackServices withImpersonator(Impersonator newImpersonator) {
        return new StackServices(surroundings, bottom, newImpersonator, properties, interfaces, policy);
    }

    /** The same with another way to impersonate, and leave to do so. */
    public StackServices withImpersonation(Impersonator newImpersonator, Optional<SECURITY_IMPERSONATION_LEVEL> most) {
        return withImpersonator(newImpersonator).withPolicy(policy.withImpersonation(most));
    }

    /** The same with other property stores. */
    public StackServices withProperties(PropertyStores newProperties) {
        return new StackServices(surroundings, bottom, impersonator, newProperties, interfaces, policy);
    }

    /** The same under another policy. */
    public StackServices withPolicy(StackPolicy newPolicy) {
        return new StackServices(surroundings, bottom, impersonator, properties, interfaces, newPolicy);
    }

    /** The same in another system. */
    public StackServices withInterfaces(DeviceInterfaces newInterfaces) {
        return new StackServices(surroundings, bottom, impersonator, properties, newInterfaces, policy);
    }
}

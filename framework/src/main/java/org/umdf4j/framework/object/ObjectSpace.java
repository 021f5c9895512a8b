package org.umdf4j.framework.object;

import java.util.Optional;
import java.util.function.Supplier;
import org.umdf4j.framework.callback.CallbackLock;
import org.umdf4j.framework.callback.DriverCalls;
import org.umdf4j.framework.impersonation.Impersonation;
import org.umdf4j.framework.irp.IoTypes;
import org.umdf4j.framework.scheduler.FrameworkLock;

/**
 * What all objects of one driver on one device share.
 *
 * @param treeLock guards the children lists and contexts of all of them
 * @param calls the way into the driver
 * @param callbackLock the presentation lock; empty with constraint None and for objects of the driver itself
 * @param ioTypes how the drivers of the stack reach the data of requests (MEM-9); known once all are added
 * @param impersonation the driver's leave to act as programs, and whether it does so now
 */
public record ObjectSpace(
        FrameworkLock treeLock,
        DriverCalls calls,
        Optional<CallbackLock> callbackLock,
        Supplier<IoTypes> ioTypes,
        Impersonation impersonation) {}

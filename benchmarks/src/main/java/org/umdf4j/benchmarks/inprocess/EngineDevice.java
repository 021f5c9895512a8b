package org.umdf4j.benchmarks.inprocess;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IDriverEntry;
import org.umdf4j.framework.driver.WdfDriver;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.framework.irp.Requestor;
import org.umdf4j.framework.recorder.FlightRecord;
import org.umdf4j.framework.stack.DeviceAddException;
import org.umdf4j.framework.stack.DeviceStack;
import org.umdf4j.framework.stack.RestartLimit;
import org.umdf4j.framework.stack.StackConfiguration;
import org.umdf4j.framework.stack.StackDriver;
import org.umdf4j.framework.stack.StackObserver;
import org.umdf4j.framework.stack.StackState;
import org.umdf4j.framework.stack.StackSupervision;
import org.umdf4j.framework.verifier.Policy;
import org.umdf4j.framework.verifier.VerifierSettings;
import org.umdf4j.host.ThreadScheduler;

/** A started device of some drivers on the threads and locks of a host, with nothing around it. */
final class EngineDevice implements AutoCloseable {
    private final ThreadScheduler scheduler = new ThreadScheduler();
    private final DeviceStack stack;
    private final List<FileObject> files = new CopyOnWriteArrayList<>();
    private final CountDownLatch gone = new CountDownLatch(1);

    /**
     * @param recorded whether it has a flight recorder, as every device of a host has
     * @param lowestFirst the drivers
     */
    EngineDevice(boolean recorded, IDriverEntry... lowestFirst) {
        var record = recorded ? new FlightRecord(scheduler::nanoTime) : new FlightRecord(scheduler::nanoTime, 0);
        var supervision = new StackSupervision(
                StackSupervision.DEFAULT_CRITICAL_TIMEOUT,
                new StackObserver() {
                    @Override
                    public void stackChanged(StackState state) {
                        if (state == StackState.GONE) {
                            gone.countDown();
                        }
                    }
                },
                new RestartLimit(scheduler),
                new VerifierSettings(record, Policy.STOP));
        List<StackDriver> drivers = new ArrayList<>();
        for (IDriverEntry entry : lowestFirst) {
            drivers.add(WdfDriver.load("driver " + drivers.size(), entry, scheduler));
        }
        try {
            stack = DeviceStack.add(
                    StackConfiguration.of("device", drivers, scheduler).withSupervision(supervision));
        } catch (DeviceAddException refused) {
            throw new IllegalStateException(refused);
        }
        require(stack.start());
    }

    DeviceStack stack() {
        return stack;
    }

    /** A program opens the device, until that is closed. */
    FileObject open() {
        var file = new FileObject("", Requestor.NONE);
        files.add(file);
        submit(new Irp(file, new IrpParameters.Create(0, 0, 0, 0), null, null) {
            @Override
            protected void onCompleted(HResult status, long information) {
                require(status);
            }
        });
        return file;
    }

    void submit(Irp irp) {
        stack.port().submit(irp);
    }

    static void require(HResult status) {
        if (status.failed()) {
            throw new IllegalStateException("the device answers " + status);
        }
    }

    /** Closes what programs have open, and takes the device away. */
    @Override
    public void close() {
        files.forEach(stack.port()::closeFile);
        require(stack.remove());
        try {
            gone.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        scheduler.close();
    }
}

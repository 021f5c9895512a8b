package org.umdf4j.benchmarks.inprocess;

import org.umdf4j.ddi.HResult;

/** What a Java author would write instead of a device: a bounded queue, and a thread that serves what is in it. */
final class HandOver implements AutoCloseable {
    static final int CAPACITY = 1024;

    /** The queue. */
    interface Channel {
        void put(ReadIrp irp) throws InterruptedException;

        ReadIrp take() throws InterruptedException;
    }

    private final Channel channel;
    private final Sectors sectors = new Sectors();
    private final Thread server = Thread.ofPlatform().daemon().name("server").unstarted(this::serve);

    HandOver(Channel channel) {
        this.channel = channel;
        server.start();
    }

    long read(ReadIrp irp) throws InterruptedException {
        channel.put(irp);
        return irp.await();
    }

    private void serve() {
        try {
            while (true) {
                ReadIrp irp = channel.take();
                irp.end(HResult.S_OK, sectors.read(irp.output(), irp.offset()));
            }
        } catch (InterruptedException end) {
            // Nothing is under way: the programs have gone.
        }
    }

    @Override
    public void close() {
        server.interrupt();
        try {
            server.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}

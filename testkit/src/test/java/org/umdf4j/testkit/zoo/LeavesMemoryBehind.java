package org.umdf4j.testkit.zoo;

import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.lang.foreign.MemorySegment;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IQueueCallbackRead;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.IWDFMemory;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Program;

/** Each read is answered from a memory object made for it. The device keeps them all until it goes. */
final class LeavesMemoryBehind {
    static final Exhibit<Faulty> EXHIBIT = new Exhibit<>(
            "an object for each request, left to the device",
            new Exhibit.CaughtBy.Check("leaked objects"),
            Faulty::new,
            Mended::new,
            LeavesMemoryBehind::test);

    private LeavesMemoryBehind() {}

    static class Faulty extends SmallDriver implements IQueueCallbackRead {
        @Override
        void createQueues(IWDFDevice device) {
            device.createIoQueue(this, true, SEQUENTIAL, true, false);
        }

        IWDFMemory answer(IWDFIoRequest request, long length) {
            return device().getDriver().createWdfMemory(length, null, device());
        }

        @Override
        public void onRead(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToRead) {
            MemorySegment answer = answer(wdfRequest, numOfBytesToRead).getDataBuffer();
            wdfRequest.retrieveOutputBuffer(numOfBytesToRead).copyFrom(answer);
            wdfRequest.completeWithInformation(HResult.S_OK, numOfBytesToRead);
        }
    }

    static final class Mended extends Faulty {
        /** Goes with the request. */
        @Override
        IWDFMemory answer(IWDFIoRequest request, long length) {
            return device().getDriver().createWdfMemory(length, null, request);
        }
    }

    static void test(DriverBench bench, Faulty driver) {
        bench.plug(driver);
        Program program = bench.program();
        program.read(1).await();
        program.read(2).await();
    }
}

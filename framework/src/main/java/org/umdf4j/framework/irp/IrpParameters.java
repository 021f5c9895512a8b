package org.umdf4j.framework.irp;

import org.umdf4j.ddi.WDF_FILE_INFORMATION_CLASS;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;

/** What an {@link Irp} asks for. Lengths are those of the IRP's buffers. */
public sealed interface IrpParameters {
    /** The request type a driver sees. */
    WDF_REQUEST_TYPE type();

    /**
     * Open a file. Submitted once for each {@link FileObject}, before anything else.
     *
     * @param options create options in the low 24 bits, disposition in the high 8
     */
    record Create(int options, int fileAttributes, int shareAccess, int desiredAccess) implements IrpParameters {
        @Override
        public WDF_REQUEST_TYPE type() {
            return WDF_REQUEST_TYPE.CREATE;
        }
    }

    /** Read into the output buffer from a byte offset of the device. Streams ignore the offset. */
    record Read(long offset) implements IrpParameters {
        @Override
        public WDF_REQUEST_TYPE type() {
            return WDF_REQUEST_TYPE.READ;
        }
    }

    /** Write the input buffer at a byte offset of the device. Streams ignore the offset. */
    record Write(long offset) implements IrpParameters {
        @Override
        public WDF_REQUEST_TYPE type() {
            return WDF_REQUEST_TYPE.WRITE;
        }
    }

    /**
     * Device control.
     *
     * @param code the control code, passed to the driver as it is
     * @param method the transfer method, a METHOD constant of {@link org.umdf4j.ddi.ControlCodes}. Separate from the
     *     code because Linux ioctl numbers do not encode one.
     */
    record DeviceIoControl(int code, int method) implements IrpParameters {
        @Override
        public WDF_REQUEST_TYPE type() {
            return WDF_REQUEST_TYPE.DEVICE_IO_CONTROL;
        }
    }

    /** Make everything acknowledged so far durable. */
    record Flush() implements IrpParameters {
        @Override
        public WDF_REQUEST_TYPE type() {
            return WDF_REQUEST_TYPE.FLUSH_BUFFERS;
        }
    }

    /** Fill the output buffer with the information of a class. */
    record QueryInformation(WDF_FILE_INFORMATION_CLASS informationClass) implements IrpParameters {
        @Override
        public WDF_REQUEST_TYPE type() {
            return WDF_REQUEST_TYPE.QUERY_INFORMATION;
        }
    }

    /** Set the information of a class from the input buffer. */
    record SetInformation(WDF_FILE_INFORMATION_CLASS informationClass) implements IrpParameters {
        @Override
        public WDF_REQUEST_TYPE type() {
            return WDF_REQUEST_TYPE.SET_INFORMATION;
        }
    }
}

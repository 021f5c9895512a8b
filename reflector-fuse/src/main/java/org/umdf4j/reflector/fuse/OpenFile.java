package org.umdf4j.reflector.fuse;

import org.umdf4j.framework.irp.FileObject;

/** A handle the kernel holds: an open file of a device. */
record OpenFile(long handle, FileObject file, DeviceNode node) {}

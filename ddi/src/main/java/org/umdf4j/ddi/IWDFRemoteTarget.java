package org.umdf4j.ddi;

import org.jspecify.annotations.Nullable;

/**
 * An I/O target outside the driver's own stack: another device of the same host, or a file. Closed at first. Any thread.
 *
 * <p>Rules: TGT-2, TGT-7 to TGT-9. Source: wudfddi, IWDFRemoteTarget.
 */
public interface IWDFRemoteTarget extends IWDFIoTarget {
    /**
     * Opens a device of the same host by its name, with or without {@code \\\\.\\} before it, by a symbolic link or a
     * device interface's name, or else a file by its path, and starts the target. Blocks until the other driver has
     * answered.
     *
     * <p>Rules: TGT-2, TGT-9. Source: wudfddi, IWDFRemoteTarget::OpenFileByName.
     *
     * @param desiredAccess GENERIC_READ 0x80000000, GENERIC_WRITE 0x40000000 or both
     * @param openParams how; null for a file that exists
     * @throws WdfException {@link HResult#STATUS_INVALID_DEVICE_STATE} if the target is not closed;
     *     {@link HResult#E_INVALIDARG} for a disposition that creates; the status of whoever refuses. The target
     *     stays as it is
     */
    void openFileByName(String fileName, int desiredAccess, @Nullable UMDF_IO_TARGET_OPEN_PARAMS openParams);

    /**
     * Opens a device interface and starts the target. Blocks until the other driver has answered.
     *
     * <p>Rules: TGT-2, TGT-9. Source: wudfddi, IWDFRemoteTarget::OpenRemoteInterface.
     *
     * @param remoteInterface not deleted yet
     * @param relativeFileName what stands behind the interface's name, for drivers that know names; null for nothing
     * @param desiredAccess as for {@link #openFileByName}
     * @param openParams how; null for an interface that exists
     * @throws WdfException as {@link #openFileByName}; {@link HResult#ERROR_FILE_NOT_FOUND} if the interface has been
     *     disabled; {@link HResult#STATUS_DELETE_PENDING} if the object has been deleted
     */
    void openRemoteInterface(
            IWDFRemoteInterface remoteInterface,
            @Nullable String relativeFileName,
            int desiredAccess,
            @Nullable UMDF_IO_TARGET_OPEN_PARAMS openParams);

    /**
     * Closes the target. Everything sent to it is canceled and has come back when this returns.
     *
     * <p>Rules: TGT-7. Source: wudfddi, IWDFRemoteTarget::Close.
     */
    void close();

    /**
     * Closes an open target as {@link #close}, until {@link #reopen} or {@link #close}; has no effect otherwise.
     *
     * <p>Rules: TGT-7. Source: wudfddi, IWDFRemoteTarget::CloseForQueryRemove.
     */
    void closeForQueryRemove();

    /**
     * Opens again what {@link #closeForQueryRemove} has closed, and starts the target.
     *
     * <p>Rules: TGT-7, TGT-9. Source: wudfddi, IWDFRemoteTarget::Reopen.
     *
     * @throws WdfException as {@link #openFileByName}
     */
    void reopen();

    /**
     * {@inheritDoc}
     *
     * <p>Source: wudfddi, IWDFRemoteTarget::GetState.
     */
    @Override
    WDF_IO_TARGET_STATE getState();

    /**
     * {@inheritDoc}
     *
     * <p>Source: wudfddi, IWDFRemoteTarget::Start.
     */
    @Override
    void start();

    /**
     * {@inheritDoc}
     *
     * <p>Source: wudfddi, IWDFRemoteTarget::Stop.
     */
    @Override
    void stop(WDF_IO_TARGET_SENT_IO_ACTION action);
}

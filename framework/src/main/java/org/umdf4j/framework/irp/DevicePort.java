package org.umdf4j.framework.irp;

/**
 * A device as programs reach it: the top of its stack. All methods may be called from any thread and do not throw for
 * anything a program does.
 */
public interface DevicePort {
    /** The device's name, unique in its host; letters, digits, {@code - _ .}, at most 64 of them. */
    String name();

    /**
     * Whether the device takes IRPs now: started, and not removed or failed. An IRP submitted otherwise ends with {@link
     * org.umdf4j.ddi.HResult#STATUS_NO_SUCH_DEVICE}. A suspended device is available; its IRPs wait.
     */
    boolean isAvailable();

    /**
     * Hands an IRP in. Runs the driver's callback on this thread if the queue's rules allow it now; reflectors therefore
     * submit from threads that may block.
     */
    void submit(Irp irp);

    /**
     * The last handle of a successfully opened file is closed: the driver's OnCleanupFile, then cancellation of the
     * file's waiting requests, then, when its last IRP has ended, OnCloseFile. Returns before that is finished.
     */
    void closeFile(FileObject file);

    /**
     * Tells {@code listener} of every later change of {@link #isAvailable}, and of the present state once, before this
     * method returns.
     *
     * @return ends the notification when closed
     */
    Registration listen(Listener listener);

    /** Hears when the device comes and goes. Calls come one at a time, on any thread, and must not block for long. */
    interface Listener {
        /** The device takes IRPs: {@link #isAvailable} has become true. */
        void onAvailable();

        /**
         * The device takes no more IRPs, for now or for good. Those in flight still end, each on its own.
         *
         * @param reason one sentence for the user
         */
        void onUnavailable(String reason);

        /**
         * Somebody asks whether the device may be removed. Comes on the thread that asks, perhaps beside another call; may
         * call the driver that listens.
         *
         * @return false to refuse
         */
        default boolean onQueryRemove() {
            return true;
        }

        /** The removal that {@link #onQueryRemove} agreed to does not take place. */
        default void onRemoveCanceled() {}
    }

    /** A registered listener. */
    interface Registration extends AutoCloseable {
        /** Ends the notification; a call in progress may still finish. */
        @Override
        void close();
    }
}

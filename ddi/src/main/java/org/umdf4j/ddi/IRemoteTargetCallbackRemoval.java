package org.umdf4j.ddi;

/**
 * Hears of the removal of the device behind a remote target. Passed to {@link IWDFDevice#createRemoteTarget}; without it
 * the framework closes and reopens the target itself (TGT-8). Not under the callback lock; one call at a time for a
 * target.
 *
 * <p>Rules: TGT-8. Source: wudfddi, IRemoteTargetCallbackRemoval.
 */
public interface IRemoteTargetCallbackRemoval {
    /**
     * The device is asked whether it may be removed. A driver that agrees calls
     * {@link IWDFRemoteTarget#closeForQueryRemove} first.
     *
     * <p>Source: wudfddi, IRemoteTargetCallbackRemoval::OnRemoteTargetQueryRemove.
     *
     * @return false to refuse
     */
    boolean onRemoteTargetQueryRemove(IWDFRemoteTarget wdfRemoteTarget);

    /**
     * The removal asked about does not take place. The driver calls {@link IWDFRemoteTarget#reopen} if it has
     * closed the target.
     *
     * <p>Source: wudfddi, IRemoteTargetCallbackRemoval::OnRemoteTargetRemoveCanceled.
     */
    void onRemoteTargetRemoveCanceled(IWDFRemoteTarget wdfRemoteTarget);

    /**
     * The device is gone. The driver calls {@link IWDFRemoteTarget#close}.
     *
     * <p>Source: wudfddi, IRemoteTargetCallbackRemoval::OnRemoteTargetRemoveComplete.
     */
    void onRemoteTargetRemoveComplete(IWDFRemoteTarget wdfRemoteTarget);
}

package org.umdf4j.ddi;

/**
 * A device interface of another device, as the driver keeps it: what {@link IWDFRemoteTarget#openRemoteInterface} opens,
 * and whose events and removal the driver hears of. Made by {@link IWDFDevice#createRemoteInterface}; ends with the
 * device, by the driver's {@link #deleteWdfObject}, or by the framework when the interface goes and the driver does not
 * listen for that ({@link IRemoteInterfaceCallbackRemoval}). A target opened with it lives on.
 *
 * <p>Source: wudfddi, IWDFRemoteInterface.
 */
public interface IWDFRemoteInterface extends IWDFObject {}

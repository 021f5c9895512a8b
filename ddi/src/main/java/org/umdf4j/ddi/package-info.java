/**
 * The device driver interface: what a driver is written against. Interfaces whose names start with
 * {@code IWDF} are implemented by the framework and called by drivers; all other interfaces are callbacks,
 * implemented by drivers and called by the framework.
 *
 * <p>Names, parameters and numbers are those of {@code wudfddi.h} in Java case, so the public UMDF 1
 * documentation is the manual; {@code Source:} names its page. Ids such as DSP-5 are the rules of the
 * project's two contracts, {@code io-contract.md} and {@code pnp-power-contract.md}. What differs from the
 * header, everywhere:
 *
 * <ul>
 *   <li><b>Versions fold.</b> {@code IWDFDevice}, {@code IWDFDevice2} and {@code IWDFDevice3} are one
 *       {@link org.umdf4j.ddi.IWDFDevice}; interfaces reached by QueryInterface are methods of their object.
 *   <li><b>Callback objects are probed.</b> A callback object implements the callbacks it wants. The
 *       framework asks {@code instanceof} once, when the object is handed over, as QueryInterface would (Q-1,
 *       PNP-5).
 *   <li><b>Reference counts are gone.</b> An object lives until it or its parent is deleted (section 13 of
 *       the I/O contract). Parameters that the header marks optional are {@code @Nullable}; nothing else is
 *       ever null. An out-parameter is the return value, several are a record, one that may be absent is an
 *       {@code Optional}.
 *   <li><b>Sizes and offsets are bytes in a {@code long}</b>; 32-bit unsigned numbers are {@code int} bits.
 *   <li><b>Flag sets</b> are immutable {@link java.util.Set}s of an enum, whose {@code of} and {@code bits}
 *       turn the header's masks into sets and back.
 * </ul>
 *
 * <h2>Outcome, failure, misuse</h2>
 *
 * <p>An <em>ordinary outcome</em> is a return value: {@link org.umdf4j.ddi.RetrievedRequest#status} says why
 * there is no request; {@link org.umdf4j.ddi.IWDFIoRequest#unmarkCancelable} answers {@code false} where the
 * header has ERROR_OPERATION_ABORTED: cancellation has won.
 *
 * <p>A <em>failure</em> of a framework method that returns HRESULT in the header is a
 * {@link org.umdf4j.ddi.WdfException} with the documented {@link org.umdf4j.ddi.HResult}. Nothing has changed
 * then, unless the method says otherwise; an object that the call would have taken is still the caller's. Not
 * repeated with each method: on an object that has been deleted, or a request that has been completed, it
 * fails with {@link org.umdf4j.ddi.HResult#STATUS_DELETE_PENDING} unless that is misuse (OBJ-2); on a device
 * that was stopped because its driver crashed or broke the contract, with {@link
 * org.umdf4j.ddi.HResult#STATUS_DRIVER_PROCESS_TERMINATED} (HOST-3).
 *
 * <p>A callback that returns HRESULT returns an {@link org.umdf4j.ddi.HResult}, and a {@code WdfException}
 * that escapes it counts as that status, so a callback may let a framework method's failure pass through. Any
 * other exception from it, and any exception at all from a {@code void} callback, is a crash of the driver:
 * the device fails, its outstanding requests end as {@link
 * org.umdf4j.ddi.HResult#STATUS_DRIVER_PROCESS_TERMINATED}, and no callback of it runs any more (HOST-3,
 * HOST-11).
 *
 * <p><em>Misuse</em>, a call that the contract forbids, is a verifier violation: the device is stopped and
 * the report names the rule, the request's history and the driver's stack; the call does not return normally
 * (io-contract section 18). Passing null where it is not allowed, or a value out of an enum's valid range
 * where no HRESULT is documented, is misuse too.
 *
 * <h2>Threads</h2>
 *
 * <p>Unless a method says otherwise, any thread may call a method of an {@code IWDF} interface, inside a
 * callback or not, and the call does not wait for a callback to run. Callbacks run on whatever thread brought
 * the event. Which of them overlap, {@link org.umdf4j.ddi.WDF_CALLBACK_CONSTRAINT} says; "under the callback
 * lock" in a callback's documentation means it is one of those that the lock serializes. A callback that
 * blocks delays its device, not others; one that handles PnP, power or cancellation must return within the
 * host's time-out (HOST-1).
 *
 * <h2>Requests and their memory</h2>
 *
 * <p>At each moment a request has one owner: the framework, the driver, or the target it was sent to
 * (io-contract section 8). Only its owner may act on it. After completion a request belongs to nobody, and
 * every {@link java.lang.foreign.MemorySegment} and {@link org.umdf4j.ddi.IWDFMemory} that came from it is
 * dead: the bytes behind it belong to another request or to no one. Copy what is needed longer.
 */
package org.umdf4j.ddi;

package org.umdf4j.testkit.guards;

import static org.umdf4j.testkit.guards.Mutation.answers;
import static org.umdf4j.testkit.guards.Mutation.callAnswers;
import static org.umdf4j.testkit.guards.Mutation.callLeftOut;
import static org.umdf4j.testkit.guards.Mutation.doesNothing;

import java.util.List;

/** The guards that are checked. A guard whose place has moved fails the check, so the list stays true. */
final class EngineGuards {
    static final List<Guard> ALL = List.of(
            // Ownership: the atomic word of a request.
            new Guard(
                    "a request is completed once",
                    "request.WdfIoRequest.takeForCompletion",
                    callAnswers("transition", true),
                    "contract.RequestTest.completingTwiceIsAViolationAndTheProgramHearsOnce"),
            new Guard(
                    "a completion does not claim more bytes than the buffer holds",
                    "request.WdfIoRequest.checkInformation",
                    doesNothing(),
                    "contract.RequestTest.claimingMoreThanTheBufferHoldsIsAViolation"),
            new Guard(
                    "a queue has one cancel callback",
                    "queue.RequestKeeper.acceptsCancelCallback",
                    answers(true),
                    "contract.CancellationTest.aSecondCancelCallbackForOneQueueIsAViolation"),
            new Guard(
                    "marking looks for a cancellation that came before",
                    "request.WdfIoRequest.markCancelable",
                    callAnswers("isIrpCanceled", false),
                    "contract.CancellationTest.markingACancelledRequestOutsideCallbacksCancelsItAtOnce"),
            new Guard(
                    "unmarking loses against a cancellation that was first",
                    "request.WdfIoRequest.unmarkCancelable",
                    callAnswers("transition", true),
                    "contract.CancellationTest.whoeverWinsBetweenUnmarkAndCancelCompletesTheRequestOnce"),
            new Guard(
                    "one of two cancellations calls OnCancel",
                    "request.WdfIoRequest.claimForCancel",
                    callAnswers("transition", true),
                    "contract.CancellationTest.markingACancelledRequestOutsideCallbacksCancelsItAtOnce"),
            new Guard(
                    "an owned request is flagged when it is cancelled",
                    "request.WdfIoRequest.isCanceled",
                    callAnswers("isIrpCanceled", false),
                    "contract.CancellationTest.anUnmarkedDeliveredRequestIsOnlyFlagged"),
            new Guard(
                    "a cancelable request is not forwarded",
                    "request.WdfIoRequest.takeForForward",
                    callAnswers("transition", true),
                    "contract.ForwardTest.forwardingACancelableRequestIsAViolation"),
            new Guard(
                    "the buffers of a completed request are out of reach",
                    "request.WdfIoRequest.isAlive",
                    answers(true),
                    "contract.MemoryTest.theBuffersOfACompletedRequestAreOutOfReach"),
            new Guard(
                    "deferred retrieval refuses immediate memory",
                    "request.RequestView.requireImmediateRetrieval",
                    doesNothing(),
                    "contract.MemoryTest.underDeferredRetrievalGetMemoryIsAViolation"),
            // Storing: what a queue holds.
            new Guard(
                    "storing looks for a cancellation that came before",
                    "queue.QueueContents.stored",
                    callAnswers("isIrpCanceled", false),
                    "contract.ForwardTest.forwardingACancelledRequestSucceedsAndCancelsItThere"),
            new Guard(
                    "a stored request the driver has seen goes back to it when cancelled",
                    "queue.QueueContents.takeCanceled",
                    callAnswers("wasSeenByDriver", false),
                    "contract.CancellationTest.aStoredRequestDeliveredBeforeGoesToOnIoCanceledOnQueue"),
            new Guard(
                    "a purge ends with the last owned request",
                    "queue.QueueContents.endPurgeIfDone",
                    doesNothing(),
                    "contract.StopDrainPurgeTest.aPurgeThatIsOverLeavesAloneWhatTheStoppedQueueGetsLater"),
            new Guard(
                    "only what is still stored is cancelled as stored",
                    "queue.RequestKeeper.cancelStored",
                    callAnswers("contains", true),
                    "contract.CancellationTest.aCancelThatLosesAgainstTheRetrievalOnlyFlagsTheRequest"),
            // Delivery.
            new Guard(
                    "a sequential queue delivers one at a time",
                    "queue.Dispatch.deliveryDueLocked",
                    callAnswers("isEmpty", true),
                    "contract.DeliveryTest.aSequentialQueueDeliversOneAtATime"),
            new Guard(
                    "a sequential queue waits for the return of its callback",
                    "queue.Dispatch.deliveryDueLocked",
                    callAnswers("isQuietLocked", true),
                    "contract.DeliveryTest.aRequestThatArrivesWhileACallbackGoesOnAfterCompletingWaitsForItsReturn"),
            new Guard(
                    "a transfer of nothing is answered by the framework",
                    "queue.Dispatch.isEmptyTransfer",
                    answers(false),
                    "contract.DeliveryTest.aZeroLengthReadIsCompletedAtItsTurnUnlessTheQueueAllowsIt"),
            new Guard(
                    "a step is never started on top of another on one thread",
                    "queue.EventLoop.nextLocked",
                    callAnswers("isInsideLocked", false),
                    "engine.EventLoopTest.aProgramThatReadsAgainFromInsideACompletionDoesNotNestDeliveries"),
            new Guard(
                    "callbacks of a device do not overlap",
                    "callback.CallbackLock.enterOrDefer",
                    answers(true),
                    "contract.LockingTest.byDefaultNoTwoCallbacksOfADeviceOverlap"),
            new Guard(
                    "what was deferred at the callback lock is run",
                    "callback.CallbackLock.handOver",
                    callLeftOut("execute"),
                    "contract.LockingTest.aDriverThatHoldsTheLockKeepsCallbacksOut"),
            // Stop and resume.
            new Guard(
                    "the stop round waits for running callbacks",
                    "queue.QueuePower.nextLocked",
                    callAnswers("isQuietLocked", true),
                    "engine.StopRoundTest.arrivalsBesideARunningCallbackDoNotStartTheStopRound"),
            new Guard(
                    "a request that cannot be decided about is not offered",
                    "queue.StopRound.mayBeOffered",
                    answers(true),
                    "contract.StopTest.aRequestWhoseCancellationIsClaimedIsNotOfferedButWaitedFor"),
            new Guard(
                    "only a request the driver owns goes back to its queue",
                    "queue.QueuePower.giveBackLocked",
                    callAnswers("contains", true),
                    "engine.StopRoundTest.aRequestCompletedLaterInTheRoundThanItWasGivenBackIsGone"),
            new Guard(
                    "a request that is cancelable by then does not go back to its queue",
                    "queue.QueuePower.giveBackLocked",
                    callAnswers("transition", true),
                    "engine.StopRoundTest.aRequestMarkedCancelableAfterItWasGivenBackIsWaitedFor"),
            new Guard(
                    "the verdict of an OnIoStop that has returned is waited for",
                    "queue.StopRound.endNotification",
                    doesNothing(),
                    "contract.StopTest.withoutAnAnswerTheDeviceStaysInD0UntilTheRequestIsCompleted"),
            new Guard(
                    "a purge cancels what is stored",
                    "queue.QueuePower.shut",
                    callLeftOut("purge"),
                    "contract.ReferenceTraceTest.orderlyRemovalWithAKeptRequest"),
            // Stop, Drain, Purge of a driver.
            new Guard(
                    "operations of a queue do not overlap",
                    "queue.QueueOperations.isDoneLocked",
                    answers(true),
                    "contract.StopDrainPurgeTest.aSecondOperationBeforeTheFirstIsCompleteIsAViolation"),
            new Guard(
                    "a deleted queue waits for what the driver owns",
                    "queue.QueueOperations.awaitEmpty",
                    callAnswers("isEmpty", true),
                    "contract.QueueCreationTest.deletingAQueueCancelsWhatItStoresAndWaitsForWhatIsOwned"),
            new Guard(
                    "a configured queue is not deleted",
                    "queue.WdfIoQueue.isDeletable",
                    answers(true),
                    "contract.QueueCreationTest.onlyAnUnconfiguredSecondaryQueueMayBeDeleted"),
            // Files, stack, termination.
            new Guard(
                    "a close cancels what is stored of the file",
                    "queue.WdfIoQueue.cancelStoredOf",
                    doesNothing(),
                    "contract.FileObjectTest.aCloseCleansUpAbortsStoredRequestsAndClosesWhenAllHaveEnded"),
            new Guard(
                    "programs do not open a removed device",
                    "stack.StackPort.admit",
                    answers(true),
                    "contract.RemovalTest.aRemovedStackStaysUntilTheLastFileIsClosed"),
            new Guard(
                    "a terminated driver hears nothing more",
                    "callback.DriverCalls.end",
                    doesNothing(),
                    "engine.TerminationTest.aWorkItemThatWaitsForTheLockIsNotRunAfterTheViolation"),
            new Guard(
                    "a child is cleaned before its parent",
                    "object.WdfObject.join",
                    callLeftOut("addChild"),
                    "contract.ObjectTest.everyChildIsCleanedBeforeItsParent"));

    private EngineGuards() {}
}

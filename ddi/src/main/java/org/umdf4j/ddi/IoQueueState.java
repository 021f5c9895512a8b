package org.umdf4j.ddi;

import java.util.Set;

/** IoQueueState. */
public record IoQueueState(Set<WDF_IO_QUEUE_STATE> flags, int requestsInQueue, int requestsInDriver) {}

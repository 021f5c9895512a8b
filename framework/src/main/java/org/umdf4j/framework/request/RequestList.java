package org.umdf4j.framework.request;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A doubly linked list of requests through links in the requests themselves: a request is in one list at most, and
 * leaving it costs nothing however many there are. Guarded by the owner's lock.
 */
public final class RequestList {
    private @Nullable WdfIoRequest first;
    private @Nullable WdfIoRequest last;
    private int size;

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** The head, or null. */
    public @Nullable WdfIoRequest first() {
        return first;
    }

    /** The one after {@code request}, or null. */
    public static @Nullable WdfIoRequest after(WdfIoRequest request) {
        return request.next;
    }

    public boolean contains(WdfIoRequest request) {
        return request.list == this;
    }

    public void addLast(WdfIoRequest request) {
        link(request);
        WdfIoRequest tail = last;
        request.previous = tail;
        last = request;
        if (tail == null) {
            first = request;
        } else {
            tail.next = request;
        }
    }

    public void addFirst(WdfIoRequest request) {
        link(request);
        WdfIoRequest head = first;
        request.next = head;
        first = request;
        if (head == null) {
            last = request;
        } else {
            head.previous = request;
        }
    }

    public void remove(WdfIoRequest request) {
        if (request.list != this) {
            throw new IllegalStateException("request is not in this list");
        }
        WdfIoRequest before = request.previous;
        WdfIoRequest after = request.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        request.previous = null;
        request.next = null;
        request.list = null;
        size--;
    }

    /** A copy, so that the list may change under the loop. */
    public List<WdfIoRequest> snapshot() {
        var copy = new ArrayList<WdfIoRequest>(size);
        for (WdfIoRequest step = first; step != null; step = step.next) {
            copy.add(step);
        }
        return copy;
    }

    private void link(WdfIoRequest request) {
        if (request.list != null) {
            throw new IllegalStateException("request is in a list already");
        }
        request.list = this;
        size++;
    }
}

package org.umdf4j.framework.verifier;

/** What a violation or a callback is about: a request, or nothing in particular. Any thread. */
public interface Subject {
    /** About no request. */
    Subject NONE = new Subject() {
        @Override
        public int requestId() {
            return 0;
        }

        @Override
        public String history() {
            return "no request";
        }
    };

    /** The request's number in the device's record, the 17 of {@code r17}; 0 for no request. */
    int requestId();

    /** The request's states so far, oldest first, or a sentence why there are none. */
    String history();
}

package org.umdf4j.testkit.simulation;

/** A check that needs no author's effort has found something. */
public final class CheckFailure extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final String check;

    /**
     * Something is wrong.
     *
     * @param check what is checked, in a few words that are the same whenever this fault shows: {@code "leaked objects"}
     * @param found what was found, and what to do about it
     */
    public CheckFailure(String check, String found) {
        super(check + ": " + found);
        this.check = check;
    }

    /** What is checked. */
    public String check() {
        return check;
    }
}

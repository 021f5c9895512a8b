package org.umdf4j.testkit.guards;

/**
 * A place in the engine that keeps a promise, and the test that notices when it does not.
 *
 * @param promise what the guard is for, in a few words
 * @param place the class, below {@code org.umdf4j.framework}, and the method; all of that name
 * @param mutation how it is switched off
 * @param test the class, below {@code org.umdf4j.testkit}, and the method that must fail then
 */
record Guard(String promise, String place, Mutation mutation, String test) {
    private static final String ENGINE = "org.umdf4j.framework.";
    private static final String TESTKIT = "org.umdf4j.testkit.";

    String mutatedClass() {
        return ENGINE + upToLastDot(place);
    }

    String mutatedMethod() {
        return afterLastDot(place);
    }

    String testClass() {
        return TESTKIT + upToLastDot(test);
    }

    String testMethod() {
        return afterLastDot(test);
    }

    private static String upToLastDot(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static String afterLastDot(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    @Override
    public String toString() {
        return "%s: without %s %s, %s fails".formatted(promise, place, mutation, test);
    }
}

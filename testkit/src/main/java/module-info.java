/** Test drivers under a simulated clock and scheduler. */
@org.jspecify.annotations.NullMarked
module org.umdf4j.testkit {
    requires transitive org.junit.jupiter.api;
    requires java.management;
    requires static transitive org.junit.platform.launcher;
    requires transitive org.umdf4j.framework;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;

    provides org.junit.platform.launcher.TestExecutionListener with
            org.umdf4j.testkit.TotalsListener;

    exports org.umdf4j.testkit;
    exports org.umdf4j.testkit.exploration;
    exports org.umdf4j.testkit.hardware;
    exports org.umdf4j.testkit.simulation;
}

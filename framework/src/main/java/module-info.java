/** The engine behind the device driver interface. */
@org.jspecify.annotations.NullMarked
module org.umdf4j.framework {
    requires transitive org.umdf4j.ddi;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;

    exports org.umdf4j.framework.client;
    exports org.umdf4j.framework.driver;
    exports org.umdf4j.framework.hardware;
    exports org.umdf4j.framework.inf;
    exports org.umdf4j.framework.interfaces;
    exports org.umdf4j.framework.irp;
    exports org.umdf4j.framework.pnp;
    exports org.umdf4j.framework.recorder;
    exports org.umdf4j.framework.property;
    exports org.umdf4j.framework.scheduler;
    exports org.umdf4j.framework.stack;
    exports org.umdf4j.framework.verifier;
}

/** The device driver interface: what a driver is written against. */
@org.jspecify.annotations.NullMarked
module org.umdf4j.ddi {
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;

    exports org.umdf4j.ddi;
}

/** org.umdf4j.reflector.nbd. */
@org.jspecify.annotations.NullMarked
module org.umdf4j.reflector.nbd {
    requires jdk.net;
    requires transitive org.umdf4j.framework;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;

    exports org.umdf4j.reflector.nbd;
}

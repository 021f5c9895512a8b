/** Devices as files under a FUSE mount. */
@org.jspecify.annotations.NullMarked
module org.umdf4j.reflector.fuse {
    requires transitive org.umdf4j.framework;
    requires org.umdf4j.linux;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;

    exports org.umdf4j.reflector.fuse;
}

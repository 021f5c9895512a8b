/** org.umdf4j.host. */
@org.jspecify.annotations.NullMarked
module org.umdf4j.host {
    requires org.umdf4j.framework;
    requires org.umdf4j.linux;
    requires org.umdf4j.reflector.fuse;
    requires org.umdf4j.reflector.nbd;
    requires org.umdf4j.samples;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;

    exports org.umdf4j.host;
}

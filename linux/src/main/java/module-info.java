/** Bindings to the Linux system calls umdf4j uses. */
@org.jspecify.annotations.NullMarked
module org.umdf4j.linux {
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;

    exports org.umdf4j.linux;
}

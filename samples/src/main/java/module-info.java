/** Drivers as people write them. */
@org.jspecify.annotations.NullMarked
module org.umdf4j.samples {
    requires org.umdf4j.ddi;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;
}

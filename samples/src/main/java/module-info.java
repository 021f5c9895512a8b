/**
 * Drivers as people write them.
 *
 * <p>Each package is one driver. The host finds a driver among the services of its module or jar by the simple name of
 * its {@code IDriverEntry} class, without {@code Driver} and in lower case: {@code EchoDriver} is {@code echo}.
 */
@org.jspecify.annotations.NullMarked
module org.umdf4j.samples {
    requires org.umdf4j.ddi;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;

    provides org.umdf4j.ddi.IDriverEntry with
            org.umdf4j.samples.nulldevice.NullDriver,
            org.umdf4j.samples.echo.EchoDriver,
            org.umdf4j.samples.disk.DiskDriver,
            org.umdf4j.samples.factorial.FactorialDriver,
            org.umdf4j.samples.trace.TraceDriver;
}

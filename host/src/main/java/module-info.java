/** The umdf4j program: a driver host with a command line, and the same as a library. */
@org.jspecify.annotations.NullMarked
module org.umdf4j.host {
    requires transitive org.umdf4j.framework;
    requires org.umdf4j.linux;
    requires transitive org.umdf4j.reflector.fuse;
    requires transitive org.umdf4j.reflector.nbd;
    requires org.umdf4j.samples;
    requires info.picocli;
    requires tools.jackson.core;
    requires jdk.jfr;
    requires jdk.unsupported;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;

    uses org.umdf4j.ddi.IDriverEntry;

    // One line a message on the terminal, instead of the JDK's two.
    provides System.LoggerFinder with
            org.umdf4j.host.TerminalLoggers;

    exports org.umdf4j.host;

    // picocli fills the annotated fields of the commands.
    opens org.umdf4j.host.cli to
            info.picocli;
}

/** picocli, compiled for the JDK we run on; the same descriptor as its own jar has. */
module info.picocli {
    requires static java.sql;

    exports picocli;
}

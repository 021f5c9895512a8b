package org.umdf4j.host;

import java.io.PrintStream;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * The program's log: one line a message on standard error, for a person at a terminal or for the journal. The
 * environment variable {@code UMDF4J_LOG} names the least level shown ({@code DEBUG}, {@code INFO}, {@code WARNING},
 * {@code ERROR}; WARNING by default); at DEBUG exceptions come with their stack. Found by the JDK as a service.
 */
public final class TerminalLoggers extends System.LoggerFinder {
    private static final System.Logger.Level LEAST = least(System.getenv("UMDF4J_LOG"));

    /** For the service loader. */
    public TerminalLoggers() {}

    private static System.Logger.Level least(@Nullable String wanted) {
        for (System.Logger.Level level : System.Logger.Level.values()) {
            if (level.name().equalsIgnoreCase(wanted)) {
                return level;
            }
        }
        return System.Logger.Level.WARNING;
    }

    @Override
    public System.Logger getLogger(String name, Module module) {
        // The JDK's own chatter is for its maintainers.
        boolean ours = module.getName() == null || !module.getName().startsWith("java.");
        return new TerminalLogger(name, ours ? LEAST : System.Logger.Level.WARNING);
    }

    private record TerminalLogger(String name, System.Logger.Level least) implements System.Logger {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.getSeverity() >= least.getSeverity();
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
            if (isLoggable(level)) {
                print(level, String.valueOf(message), thrown);
            }
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... parameters) {
            if (isLoggable(level)) {
                String text = String.valueOf(format);
                print(
                        level,
                        parameters == null || parameters.length == 0 ? text : MessageFormat.format(text, parameters),
                        null);
            }
        }

        private void print(Level level, String message, @Nullable Throwable thrown) {
            PrintStream err = System.err;
            String prefix = level == Level.INFO ? "" : level.getName().toLowerCase(Locale.ROOT) + ": ";
            String cause = thrown == null ? "" : ": " + thrown;
            err.println("umdf4j: " + prefix + message + cause);
            if (thrown != null && LEAST.getSeverity() <= Level.DEBUG.getSeverity()) {
                thrown.printStackTrace(err);
            }
        }
    }
}

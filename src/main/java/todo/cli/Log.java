package todo.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import todo.json.Json;

/// The server's log: one line an event, or one JSON object a line. Ours from INFO on, others' from WARNING on.
final class Log {
    /// Kept here because the logging library forgets loggers that nobody holds.
    private static final Logger OURS = Logger.getLogger("todo");

    private Log() {}

    static void start(boolean json, PrintStream to) {
        var root = Logger.getLogger("");
        for (var handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.setLevel(Level.WARNING);
        OURS.setLevel(Level.INFO);
        var handler = new Flushed(to, json ? new AsJson() : new AsLine(ZoneId.systemDefault()));
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
    }

    private static final class Flushed extends StreamHandler {
        Flushed(PrintStream to, Formatter formatter) {
            super(to, formatter);
            try {
                setEncoding(StandardCharsets.UTF_8.name());
            } catch (java.io.UnsupportedEncodingException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public synchronized void publish(LogRecord event) {
            super.publish(event);
            flush();
        }
    }

    /// `2026-12-24 17:00:00.000 WARNING todo.server.Todos: 3 requests were not answered in time`.
    static final class AsLine extends Formatter {
        private final DateTimeFormatter time;

        AsLine(ZoneId zone) {
            time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT)
                    .withZone(zone);
        }

        @Override
        public String format(LogRecord event) {
            String source = event.getLevel().intValue() > Level.INFO.intValue() ? " " + event.getLoggerName() : "";
            return "%s %s%s: %s%n%s"
                    .formatted(
                            time.format(event.getInstant()),
                            event.getLevel().getName(),
                            source,
                            formatMessage(event),
                            trace(event));
        }
    }

    /// One object a line.
    static final class AsJson extends Formatter {
        @Override
        public String format(LogRecord event) {
            byte[] line = Json.write(json -> {
                json.writeStartObject();
                json.writeStringProperty("at", event.getInstant().toString());
                json.writeStringProperty("level", event.getLevel().getName());
                json.writeStringProperty("logger", String.valueOf(event.getLoggerName()));
                json.writeStringProperty("message", formatMessage(event));
                if (event.getThrown() != null) {
                    json.writeStringProperty("error", trace(event));
                }
                json.writeEndObject();
            });
            return new String(line, StandardCharsets.UTF_8) + "\n";
        }
    }

    private static String trace(LogRecord event) {
        if (event.getThrown() == null) {
            return "";
        }
        var trace = new StringWriter();
        event.getThrown().printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}

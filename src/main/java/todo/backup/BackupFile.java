package todo.backup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import todo.json.BadRequest;
import todo.json.Json;
import todo.json.JsonReader;
import todo.store.Snapshot;
import todo.store.Snapshot.Row;

/// What the lines of a backup say: the first is its [Header], then comes a line for each row, such as
/// `["change", 1, 1, 17, …]`, and the last says how many rows there were of each table.
final class BackupFile {
    private BackupFile() {}

    /// @param made the moment of which all of it is, or a little before
    /// @param schema how many steps of the database's schema the tables have taken
    /// @param tables the columns of each table
    record Header(Instant made, int schema, int workers, Map<String, List<String>> tables) {}

    /// Takes what is in a backup: its header first.
    interface Taker extends Snapshot.Rows {
        void begin(Header header) throws IOException;
    }

    /// Writes all of `snapshot`.
    ///
    /// @param progress told how many lists are written
    static void write(Snapshot snapshot, Instant made, OutputStream out, LongConsumer progress) throws IOException {
        var parts = new PartWriter(out);
        parts.line(header(new Header(made, snapshot.schema(), snapshot.workers(), snapshot.columns())));
        Map<String, Long> counts = new LinkedHashMap<>();
        snapshot.columns().keySet().forEach(table -> counts.put(table, 0L));
        snapshot.forEach(row -> {
            parts.line(line(row));
            long count = counts.merge(row.table(), 1L, Long::sum);
            if (row.table().equals(Snapshot.LISTS)) {
                progress.accept(count);
            }
        });
        parts.line(counts(counts));
        parts.end();
    }

    /// Reads `file` to its end, and gives all of it to `taker`. What is not a whole backup is refused, though maybe not
    /// before its last row.
    static void read(Path file, Taker taker) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            read(in, taker);
        } catch (NoSuchFileException e) {
            throw new BadBackup("there is no such file", e);
        }
    }

    static void read(InputStream in, Taker taker) throws IOException {
        var parts = new PartReader(in);
        try {
            var header = header(parts.next());
            taker.begin(header);
            Map<String, Long> counts = new LinkedHashMap<>();
            header.tables.keySet().forEach(table -> counts.put(table, 0L));
            byte[] last = new byte[0];
            for (byte[] line = parts.next(); line != null; line = parts.next()) {
                if (line.length == 0 || line[0] != '[') {
                    last = line;
                    continue;
                }
                var row = row(line, header.tables);
                counts.merge(row.table(), 1L, Long::sum);
                taker.take(row);
            }
            if (!java.util.Arrays.equals(last, counts(counts))) {
                throw new BadBackup("it is damaged: it does not have the rows that it should have");
            }
        } catch (BadRequest | DateTimeException | ArithmeticException e) {
            throw new BadBackup("it is damaged: " + e.getMessage(), e);
        }
    }

    private static byte[] header(Header header) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("made", header.made.toString());
            json.writeNumberProperty("schema", header.schema);
            json.writeNumberProperty("workers", header.workers);
            json.writeObjectPropertyStart("tables");
            header.tables.forEach((table, columns) -> {
                json.writeArrayPropertyStart(table);
                columns.forEach(json::writeString);
                json.writeEndArray();
            });
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private static Header header(byte @Nullable [] line) throws BadBackup {
        if (line == null) {
            throw new BadBackup("it is damaged: there is nothing in it");
        }
        var read = new Object() {
            Instant made = Instant.EPOCH;
            long schema;
            long workers;
            final Map<String, List<String>> tables = new LinkedHashMap<>();
        };
        Json.read(line, json -> {
            json.object(name -> {
                switch (name) {
                    case "made" -> read.made = Instant.parse(json.string());
                    case "schema" -> read.schema = json.wholeNumber();
                    case "workers" -> read.workers = json.wholeNumber();
                    case "tables" -> json.object(table -> read.tables.put(table, json.array(json::string)));
                    default -> json.skip();
                }
            });
            return read;
        });
        return new Header(read.made, Math.toIntExact(read.schema), Math.toIntExact(read.workers), read.tables);
    }

    private static byte[] line(Row row) {
        return Json.write(json -> {
            json.writeStartArray();
            json.writeString(row.table());
            for (var value : row.values()) {
                switch (value) {
                    case null -> json.writeNull();
                    case Long number -> json.writeNumber(number);
                    default -> json.writeString(value.toString());
                }
            }
            json.writeEndArray();
        });
    }

    private static Row row(byte[] line, Map<String, List<String>> tables) throws BadBackup {
        List<@Nullable Object> values = Json.read(line, BackupFile::values);
        var columns = !values.isEmpty() && values.getFirst() instanceof String table ? tables.get(table) : null;
        if (columns == null || values.size() != columns.size() + 1) {
            throw new BadBackup("it is damaged: a row does not fit its table");
        }
        return new Row(String.valueOf(values.getFirst()), values.subList(1, values.size()));
    }

    private static List<@Nullable Object> values(JsonReader json) {
        List<@Nullable Object> values = new ArrayList<>();
        var _ = json.array(() -> values.add(json.value()));
        return values;
    }

    private static byte[] counts(Map<String, Long> counts) {
        return Json.write(json -> {
            json.writeStartObject();
            counts.forEach(json::writeNumberProperty);
            json.writeEndObject();
        });
    }
}

package todo.store;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import todo.json.BadRequest;
import todo.json.Json;
import todo.json.JsonReader;
import todo.store.ReminderStorage.Delivery;
import todo.store.ReminderStorage.Result;
import todo.store.StoreException.Trouble;

/// The reminders as earlier versions stored them: one JSON text, in the file `reminders.json` or shared by servers.
final class OldReminders {
    private final Path file;

    OldReminders(Path data) {
        this.file = data.resolve("reminders.json");
    }

    /// Stores what is in the file, if it is there, and in `shared`.
    void takeOver(Connection connected, @Nullable String shared) throws SQLException {
        try {
            if (Files.exists(file)) {
                store(connected, Files.readString(file));
            }
            if (shared != null && !shared.isEmpty()) {
                store(connected, shared);
            }
        } catch (IOException | BadRequest | DateTimeException | IllegalArgumentException e) {
            throw unusable("read", e);
        }
    }

    /// Once that is committed.
    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw unusable("remove", e);
        }
    }

    private StoreException unusable(String doing, Exception cause) {
        return new StoreException(
                Trouble.UNUSABLE,
                "can't %s %s: %s; correct it, or delete it and subscribe again".formatted(doing, file, cause.getMessage()),
                cause);
    }

    private static void store(Connection connected, String text) throws SQLException {
        Map<String, List<Map<String, String>>> rows = new HashMap<>();
        var reached = Json.read(text.getBytes(StandardCharsets.UTF_8), json -> {
            List<Instant> at = new ArrayList<>(List.of(Instant.EPOCH));
            json.object(name -> {
                if (name.equals("reached")) {
                    at.set(0, Instant.parse(json.string()));
                } else {
                    rows.put(name, json.array(() -> flat(json)));
                }
            });
            return at.getFirst();
        });
        ReminderRows.reach(connected, reached);
        Map<String, ReminderTarget> targets = new HashMap<>();
        for (var row : rows.getOrDefault("targets", List.of())) {
            var target = target(row);
            targets.put(target.id(), target);
            boolean added = ReminderRows.add(connected, target, Integer.MAX_VALUE);
            if (added && row.containsKey("at")) {
                boolean delivered = Boolean.parseBoolean(row.get("delivered"));
                ReminderRows.tried(
                        connected,
                        target.id(),
                        new Result(time(row, "at"), delivered, text(row, "detail"), number(row)));
            }
        }
        for (var row : rows.getOrDefault("waiting", List.of())) {
            var target = targets.get(text(row, "target"));
            if (target != null) {
                ReminderRows.add(
                        connected,
                        new Delivery(
                                text(row, "id"),
                                target,
                                text(row, "body"),
                                time(row, "fired"),
                                number(row),
                                time(row, "next")));
            }
        }
    }

    private static ReminderTarget target(Map<String, String> row) {
        String id = text(row, "id");
        var url = URI.create(text(row, "url"));
        var since = time(row, "since");
        return row.containsKey("secret")
                ? new ReminderTarget.Webhook(id, url, text(row, "secret"), since)
                : new ReminderTarget.Browser(id, url, text(row, "key"), text(row, "auth"), since);
    }

    private static Map<String, String> flat(JsonReader json) {
        Map<String, String> values = new HashMap<>();
        json.object(name -> values.put(
                name, name.equals("delivered") ? String.valueOf(json.bool()) : String.valueOf(json.value())));
        return values;
    }

    private static String text(Map<String, String> row, String name) {
        String text = row.get(name);
        if (text == null) {
            throw new BadRequest("\"" + name + "\" is missing");
        }
        return text;
    }

    private static Instant time(Map<String, String> row, String name) {
        return Instant.parse(text(row, name));
    }

    private static int number(Map<String, String> row) {
        return Integer.parseInt(text(row, "attempts"));
    }
}

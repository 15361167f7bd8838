package todo.store;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import todo.json.Json;
import todo.json.JsonReader;
import todo.store.ReminderStorage.Delivery;
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
        } catch (IOException | RuntimeException e) {
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
        String message = "can't %s %s: %s; correct it, or delete it and subscribe again"
                .formatted(doing, file, cause.getMessage());
        return new StoreException(Trouble.UNUSABLE, message, cause);
    }

    /// Targets come before the deliveries to them.
    private static void store(Connection connected, String text) throws SQLException {
        Map<String, String> whole = new HashMap<>();
        List<Map<String, String>> rows = new ArrayList<>();
        var _ = Json.read(text.getBytes(StandardCharsets.UTF_8), json -> {
            json.object(name -> {
                if (json.isArray()) {
                    rows.addAll(json.array(() -> row(json)));
                } else {
                    whole.put(name, json.string());
                }
            });
            return rows;
        });
        ReminderRows.reach(connected, time(whole, "reached"));
        Map<String, ReminderTarget> targets = new HashMap<>();
        for (var row : rows) {
            if (row.containsKey("url")) {
                targets.put(text(row, "id"), target(row));
                ReminderRows.add(connected, target(row), Integer.MAX_VALUE);
                continue;
            }
            var target = targets.get(text(row, "target"));
            if (target != null) {
                ReminderRows.add(connected, delivery(row, target));
            }
        }
    }

    private static Map<String, String> row(JsonReader json) {
        Map<String, String> row = new HashMap<>();
        json.object(
                name -> row.put(name, String.valueOf(name.equals("delivered") ? (Object) json.bool() : json.value())));
        return row;
    }

    private static ReminderTarget target(Map<String, String> row) {
        String id = text(row, "id");
        var url = URI.create(text(row, "url"));
        var since = time(row, "since");
        return row.containsKey("secret")
                ? new ReminderTarget.Webhook(id, url, text(row, "secret"), since)
                : new ReminderTarget.Browser(id, url, text(row, "key"), text(row, "auth"), since);
    }

    private static Delivery delivery(Map<String, String> row, ReminderTarget target) {
        int attempts = Integer.parseInt(text(row, "attempts"));
        return new Delivery(
                text(row, "id"), target, text(row, "body"), time(row, "fired"), attempts, time(row, "next"));
    }

    private static Instant time(Map<String, String> row, String name) {
        return Instant.parse(text(row, name));
    }

    private static String text(Map<String, String> row, String name) {
        return Objects.requireNonNull(row.get(name), "\"" + name + "\" is missing");
    }
}

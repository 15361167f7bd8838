package todo.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Instant;
import todo.account.Access;
import todo.backup.Backup;
import todo.json.BadRequest;
import todo.json.Json;
import todo.json.JsonReader;
import todo.list.Change;
import todo.server.Outcome;
import todo.server.TodoSystem;
import todo.store.StoreException;
import todo.store.StoreException.Trouble;

/// `/api/backup`, and `/api/lists/{list}/restore`.
final class BackupRoutes {
    private static final String BACKUP = "application/octet-stream";
    private static final String UNCLEAR =
            "\"at\" must be a version such as 7 or an instant such as \"2026-12-24T17:00:00Z\"";

    private final TodoSystem system;

    BackupRoutes(TodoSystem system) {
        this.system = system;
    }

    /// The backup is made first and sent then, so that a slow client holds up nothing, and what goes wrong is said.
    void backup(Exchange exchange) {
        if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
            throw Api.methodNotAllowed("GET", "HEAD");
        }
        exchange.parameters().allow();
        if (!Access.ownsAll(exchange.caller())) {
            throw new Problem.Found(
                    Problem.of(403, "Forbidden", "only the owner of the server may have a backup of it"));
        }
        if (exchange.method().equals("HEAD")) {
            exchange.stream(BACKUP, _ -> {});
            return;
        }
        send(exchange);
    }

    private void send(Exchange exchange) {
        try {
            var file = system.backups().toFetch();
            exchange.audit("fetches a backup of all lists");
            try {
                exchange.length(Files.size(file)).stream(BACKUP, out -> Files.copy(file, out));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (Backup.DiskFull e) {
            throw new Problem.Found(
                    Problem.of(507, "Insufficient Storage", "the disk is nearly full; there is no room for a backup")
                            .with("Retry-After", "60"));
        } catch (StoreException e) {
            throw e.trouble() == Trouble.BUSY
                    ? new Problem.Found(Problem.busy(String.valueOf(e.getMessage())))
                    : Api.unreadable(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes a list back to a version or an instant.
    void restore(Exchange exchange, String list) {
        if (!exchange.method().equals("POST")) {
            throw Api.methodNotAllowed("POST");
        }
        exchange.parameters().allow();
        var done = Api.done(
                switch (Json.read(exchange.body(), BackupRoutes::at)) {
                    case At.Version(var version) ->
                        system.todos()
                                .restore(exchange.caller(), list, version, exchange.ifMatch(), exchange.repeatable());
                    case At.Moment(var moment) ->
                        system.todos()
                                .restore(exchange.caller(), list, moment, exchange.ifMatch(), exchange.repeatable());
                });
        exchange.audit("restored the list \"" + list + "\" from version " + Api.before(done));
        exchange.etag(done.version()).json(json -> {
            json.writeStartObject();
            json.writeNumberProperty("version", done.version());
            json.writeNumberProperty("before", Api.before(done));
            json.writeNumberProperty("added", count(done, Change.Added.class));
            json.writeNumberProperty("edited", count(done, Change.Edited.class));
            json.writeNumberProperty("removed", count(done, Change.Removed.class));
            json.writeEndObject();
        });
    }

    private static long count(Outcome.Done done, Class<? extends Change.What> kind) {
        return done.changes().stream()
                .filter(change -> kind.isInstance(change.what()))
                .count();
    }

    private sealed interface At {
        record Version(long version) implements At {}

        record Moment(Instant instant) implements At {}
    }

    private static At at(JsonReader json) {
        var read = new Object() {
            At at = new At.Version(-1);
        };
        json.object(name -> {
            if (!name.equals("at")) {
                throw new BadRequest("\"" + name + "\" is not known here; a restore takes \"at\"");
            }
            read.at = switch (json.value()) {
                case Long version when version >= 0 -> new At.Version(version);
                case String text -> new At.Moment(instant(text));
                case null, default -> throw new BadRequest(UNCLEAR);
            };
        });
        if (read.at.equals(new At.Version(-1))) {
            throw new BadRequest(UNCLEAR);
        }
        return read.at;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new BadRequest(UNCLEAR, e);
        }
    }
}

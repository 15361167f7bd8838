package todo.cli;

import java.time.Instant;
import java.util.Set;
import todo.client.Body;
import todo.client.ClientException;
import todo.client.Connection;
import todo.client.Path;
import todo.json.AnswerJson;
import todo.list.Change;
import todo.list.TodoList;
import todo.terminal.Terminal;

/// One list being taken back on a running server.
final class ListRestore {
    private ListRestore() {}

    /// @param before the version that takes the restore back
    /// @param body what the server answered
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Restored(long version, long before, long added, long edited, long removed, byte[] body) {}

    static Restored to(Connection server, String list, long version) {
        return send(server, list, Body.of("at", version));
    }

    static Restored to(Connection server, String list, Instant moment) {
        return send(server, list, Body.of("at", moment.toString()));
    }

    private static Restored send(Connection server, String list, byte[] body) {
        var reply = server.send("POST", Path.list(list) + "/restore", body);
        return reply.read(json -> {
            var read = new Object() {
                long version;
                long before;
                long added;
                long edited;
                long removed;
            };
            json.object(name -> {
                switch (name) {
                    case "version" -> read.version = json.wholeNumber();
                    case "before" -> read.before = json.wholeNumber();
                    case "added" -> read.added = json.wholeNumber();
                    case "edited" -> read.edited = json.wholeNumber();
                    case "removed" -> read.removed = json.wholeNumber();
                    default -> json.skip();
                }
            });
            return new Restored(read.version, read.before, read.added, read.edited, read.removed, reply.body());
        });
    }

    /// Whether `change` is one of the list's own, so that the list as it was with it is in its history.
    static boolean isInHistory(Connection server, String list, Change change) {
        try {
            return Changes.one(server, list, change.version())
                    .filter(own -> own.at().equals(change.at())
                            && own.by().equals(change.by())
                            && java.util.Objects.equals(own.entry(), change.entry()))
                    .isPresent();
        } catch (ClientException e) {
            return absent(e);
        }
    }

    static boolean isThere(Connection server, String list) {
        try {
            var _ = server.get(Path.list(list));
            return true;
        } catch (ClientException e) {
            return absent(e);
        }
    }

    private static boolean absent(ClientException failure) {
        if (failure.status() != 404) {
            throw failure;
        }
        return false;
    }

    /// Adds a list that is not there, and gives the number of its entries.
    static int asNew(Connection server, String name, TodoList list, Terminal terminal) {
        var summary = new AnswerJson.Summary(
                name, list.properties(), list.version(), list.changedAt(), list.openCount(), list.completedCount());
        var importing = new Importing(server, name, new ExportFile(summary, list.all(), Set.of()), terminal);
        importing.run();
        importing.tellCleaned();
        return importing.added();
    }
}

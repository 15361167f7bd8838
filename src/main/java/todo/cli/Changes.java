package todo.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import todo.client.Connection;
import todo.client.Path;
import todo.json.AnswerJson;
import todo.list.Change;

/// The history of a list, read from its server as far as it is needed.
final class Changes {
    private Changes() {}

    /// The changes, newest first.
    static Stream<Change> of(Connection server, String list) {
        return Stream.iterate(
                        page(server, list, ""),
                        page -> !page.isEmpty(),
                        page -> page.getLast().version() == 1
                                ? List.of()
                                : page(server, list, "?before=" + page.getLast().version()))
                .flatMap(List::stream);
    }

    /// The change `version`, or none if there is no such.
    static Optional<Change> one(Connection server, String list, long version) {
        return page(server, list, "?limit=1&before=" + (version + 1)).stream()
                .filter(change -> change.version() == version)
                .findFirst();
    }

    private static List<Change> page(Connection server, String list, String bound) {
        return server.get(Path.changes(list) + bound).readAll(AnswerJson::change);
    }
}

package todo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static todo.list.ListBeingMade.adding;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import todo.list.Due;
import todo.list.Edit;
import todo.list.Entry;
import todo.list.Field;
import todo.list.Query;

/// What goes on while nothing can be written into the table of entries, so that all of it is held back.
class HeldBackTest {
    private static final List<String> LISTS = List.of("ann", "bob", "cleo");

    private final List<Stored> stored = new ArrayList<>();
    private Path file;
    private Database database;

    @BeforeEach
    void make(@TempDir Path folder) throws SQLException {
        file = folder.resolve("todo-0.db");
        database = Database.open(folder, 1);
        var random = new Random(1);
        for (String name : LISTS) {
            var list = new Stored(database, name);
            for (int i = 0; i < 40; i++) {
                list.store(adding("t" + i, new Field.DueAt(due(random))));
            }
            stored.add(list);
        }
        database.allSettled().join();
        for (String what : List.of("INSERT", "DELETE")) {
            Stored.execute(
                    file,
                    "CREATE TRIGGER no_%s BEFORE %s ON entry BEGIN SELECT RAISE(ABORT, 'not now'); END"
                            .formatted(what, what));
        }
    }

    @AfterEach
    void close() throws SQLException {
        Stored.execute(file, "DROP TRIGGER IF EXISTS no_INSERT", "DROP TRIGGER IF EXISTS no_DELETE");
        database.close();
    }

    private static Due due(Random random) {
        return Due.parse("2026-12-%02d".formatted(random.nextInt(1, 29)));
    }

    private void change() {
        var random = new Random(2);
        for (var list : stored) {
            for (int i = 1; i <= 40; i++) {
                switch (random.nextInt(5)) {
                    case 0 -> list.store(new Edit.Remove(i));
                    case 1 -> amend(list, i, new Field.DueAt(due(random)));
                    case 2 -> amend(list, i, new Field.Title("changed " + i));
                    case 3 -> amend(list, i, new Field.Completed(true));
                    default -> list.store(adding("late " + i, new Field.DueAt(due(random))));
                }
            }
        }
    }

    private static void amend(Stored list, long id, Field field) {
        list.store(new Edit.Amend(id, List.of(field), ZoneOffset.UTC));
    }

    private List<Placed> walk(Query query, Place after) {
        var found = new ArrayList<Placed>();
        database.walk(query, after).forEachRemaining(found::add);
        return found;
    }

    static List<Query> queries() {
        var day = LocalDate.of(2026, 12, 9);
        return List.of(
                Query.ALL,
                new Query(null, null, false, "", 0),
                new Query(null, null, null, "CHANGED", 0),
                new Query(day, day.plusDays(9), false, "", 0),
                new Query(null, day, false, "late", 0),
                new Query(day, null, null, "", 0));
    }

    @Test
    void aProbeNeedsNothingToBeWritten() {
        stored.getFirst().add("milk");
        database.ping().join();
        assertThat(walk(new Query(null, null, null, "milk", 0), Place.START)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void allThatIsCommittedIsFoundOnceAndInOrder(Query query) {
        change();
        var found = walk(query, Place.START);
        assertThat(found).isSortedAccordingTo(Comparator.comparing(Placed::place));
        assertThat(found)
                .extracting(Placed::entry)
                .containsExactlyInAnyOrderElementsOf(stored.stream()
                        .flatMap(list -> list.list().all().stream())
                        .filter(query::matches)
                        .toList());
        for (int at = 0; at < found.size(); at += 7) {
            assertThat(walk(query, found.get(at).place())).isEqualTo(found.subList(at + 1, found.size()));
        }
    }

    @Test
    void whatIsWrittenWhileOneWalksIsFoundOnce() throws SQLException {
        change();
        var walk = database.walk(Query.ALL, Place.START);
        Stored.execute(file, "DROP TRIGGER IF EXISTS no_INSERT", "DROP TRIGGER IF EXISTS no_DELETE");
        database.allSettled().join();
        var found = new ArrayList<Entry>();
        walk.forEachRemaining(placed -> found.add(placed.entry()));
        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(stored.stream()
                        .flatMap(list -> list.list().all().stream())
                        .toList());
    }
}

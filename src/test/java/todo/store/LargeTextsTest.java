package todo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static todo.list.ListBeingMade.adding;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import todo.list.Change;
import todo.list.Entry;
import todo.list.Field;
import todo.list.Query;

/// Texts so long that a page ends before it has all its rows.
@Tag("postgres")
class LargeTextsTest {
    private static final int ENTRIES = 40;
    private static final Field NOTES = new Field.Notes("x".repeat(60_000));

    private Database database;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = Kind.open(folder, 2);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Stored large(String name) {
        var list = new Stored(database, name);
        for (int i = 0; i < ENTRIES; i++) {
            list.store(adding("t" + i, NOTES));
        }
        return list;
    }

    @Test
    void aListIsLoadedWholeAlsoAtTheSameTimeAsOthers() {
        var lists = IntStream.range(0, 4).mapToObj(i -> large("list " + i)).toList();
        database.allSettled().join();
        List<CompletableFuture<Loaded>> loading = new ArrayList<>();
        for (int time = 0; time < 2; time++) {
            for (int i = 0; i < lists.size(); i++) {
                loading.add(database.load("list " + i));
            }
        }
        for (int i = 0; i < loading.size(); i++) {
            assertThat(loading.get(i).join().list().all())
                    .isEqualTo(lists.get(i % lists.size()).list().all());
        }
    }

    @Test
    void aHistoryIsReadInPagesThatEndEarlier() {
        var list = large("bob");
        var up = new ArrayList<Change>();
        while (up.size() < ENTRIES) {
            var page = database.changes("bob", up.size() + 1, ENTRIES).join();
            assertThat(page).isNotEmpty().hasSizeLessThan(ENTRIES);
            up.addAll(page);
        }
        assertThat(up).isEqualTo(list.changes());
        var down = new ArrayList<Change>();
        while (down.size() < ENTRIES) {
            down.addAll(database.changesDown("bob", ENTRIES - down.size(), 1).join());
        }
        assertThat(down.reversed()).isEqualTo(list.changes());
    }

    @Test
    void allIsFoundAcrossPages() {
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < 3; i++) {
            entries.addAll(large("list " + i).list().all());
        }
        database.allSettled().join();
        var found = new ArrayList<Entry>();
        database.walk(Query.ALL, Place.START).forEachRemaining(placed -> found.add(placed.entry()));
        assertThat(found).containsExactlyInAnyOrderElementsOf(entries);
    }
}

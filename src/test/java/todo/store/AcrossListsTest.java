package todo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static todo.list.ListBeingMade.adding;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import todo.json.BadRequest;
import todo.list.Due;
import todo.list.Edit;
import todo.list.Field;
import todo.list.Query;

@Tag("postgres")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AcrossListsTest {
    private static final int LISTS = 1_200;
    private static final int LONG = 1_100;

    private final List<String> names = new ArrayList<>();
    private final List<Placed> all = new ArrayList<>();
    private Database database;

    @BeforeAll
    void make(@TempDir Path folder) {
        database = Kind.open(folder, 3);
        var random = new Random(1);
        for (int i = 0; i < LISTS; i++) {
            String name = (i % 3 == 0 ? "😀" : i % 3 == 1 ? "\uffee" : "") + Integer.toString(random.nextInt(), 36) + i;
            names.add(name);
            int entries = i < 3 ? LONG : 1;
            var _ = new Stored(database, name).queue(new Edit.All(edits(entries, random)));
        }
        names.sort(Comparator.comparing(name -> name.codePoints().boxed().toList(), AcrossListsTest::compare));
        for (String name : names) {
            database.load(name).join().list().all().forEach(entry -> all.add(new Placed(Place.START, name, entry)));
        }
    }

    @AfterAll
    void close() {
        database.close();
    }

    private static List<Edit> edits(int count, Random random) {
        return IntStream.range(0, count)
                .<Edit>mapToObj(i -> adding("t" + i, new Field.DueAt(due(random)), new Field.Completed(i % 7 == 6)))
                .toList();
    }

    private static @Nullable Due due(Random random) {
        String day = "2026-12-%02d".formatted(random.nextInt(1, 29));
        return switch (random.nextInt(5)) {
            case 0 -> null;
            case 1 -> Due.parse(day + "T%02d:00".formatted(random.nextInt(24)));
            case 2 -> Due.parse(day + "T12:30+01:00[Europe/Berlin]");
            case 3 -> random.nextInt(50) == 0 ? Due.parse("9999-12-31") : Due.parse("0001-01-01");
            default -> Due.parse(day);
        };
    }

    private static int compare(List<Integer> a, List<Integer> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            if (!a.get(i).equals(b.get(i))) {
                return Integer.compare(a.get(i), b.get(i));
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    static List<Query> queries() {
        var day = LocalDate.of(2026, 12, 5);
        return List.of(
                Query.ALL,
                new Query(null, null, false, "", 0),
                new Query(day, day, false, "", 0),
                new Query(day, null, false, "", 0),
                new Query(null, day, false, "", 0),
                new Query(day, day.plusDays(3), null, "", 0),
                new Query(day, day.plusDays(9), true, "", 0),
                new Query(day, LocalDate.of(9999, 12, 31), false, "", 0),
                new Query(null, LocalDate.MAX, false, "", 0),
                new Query(LocalDate.MIN, null, false, "", 0),
                new Query(null, null, null, "T1099", 0),
                new Query(null, null, null, "nowhere", 0));
    }

    private List<Placed> walk(Query query, Place after) {
        var found = new ArrayList<Placed>();
        database.walk(query, after).forEachRemaining(found::add);
        return found;
    }

    @Test
    void everyListComesOnceAndInOrder() {
        var found = new ArrayList<String>();
        for (var page = database.lists("").join().lists(); !page.isEmpty(); ) {
            assertThat(page).hasSizeLessThanOrEqualTo(1_000);
            page.forEach(list -> found.add(list.name()));
            page = database.lists(found.getLast()).join().lists();
        }
        assertThat(found).isEqualTo(names);
    }

    @Test
    void aListIsSummedUpWithoutBeingLoaded() {
        var list = database.lists("").join().lists().getFirst();
        var loaded = database.load(list.name()).join().list();
        assertThat(list)
                .isEqualTo(new ListSummary(
                        list.name(),
                        loaded.properties(),
                        loaded.version(),
                        loaded.changedAt(),
                        loaded.openCount(),
                        loaded.completedCount(),
                        null));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void whatIsWantedIsFoundOnceAndNothingElse(Query query) {
        assertThat(walk(query, Place.START))
                .extracting(placed -> placed.list() + " " + placed.entry().id())
                .containsExactlyInAnyOrderElementsOf(all.stream()
                        .filter(placed -> query.matches(placed.entry()))
                        .map(placed -> placed.list() + " " + placed.entry().id())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("queries")
    void fromAnyPlaceItGoesOnExactlyBehind(Query query) {
        var found = walk(query, Place.START);
        assertThat(found).isSortedAccordingTo(Comparator.comparing(Placed::place));
        var random = new Random(2);
        for (int i = 0; i < 5 && !found.isEmpty(); i++) {
            int at = random.nextInt(found.size());
            var place = Place.parse(found.get(at).place().toString());
            assertThat(walk(query, place)).isEqualTo(found.subList(at + 1, found.size()));
        }
    }

    @Test
    void thoseWithADateComeInOrderOfDate() {
        var found = walk(new Query(LocalDate.of(2026, 12, 1), null, false, "", 0), Place.START);
        assertThat(found)
                .extracting(placed ->
                        java.util.Objects.requireNonNull(placed.entry().due()).date())
                .isSorted()
                .hasSizeGreaterThan(1_000);
    }

    @Test
    void whereThereIsNoMoreItSaysSo() {
        var walk = database.walk(new Query(null, null, null, "nowhere", 0), Place.START);
        assertThat(walk.hasNext()).isFalse();
        assertThatThrownBy(walk::next).isInstanceOf(NoSuchElementException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "!", "MSAy", "YSBiIGMgZA"})
    void whatIsNoPlaceIsRefused(String word) {
        assertThatThrownBy(() -> Place.parse(word)).isInstanceOf(BadRequest.class);
    }
}

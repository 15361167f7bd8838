package todo.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static todo.list.ListBeingMade.NOON;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
    private static final Comparator<Entry> BY_PLACE =
            Comparator.comparingDouble(Entry::order).thenComparingLong(Entry::id);
    private static final Comparator<Entry> BY_DATE = Comparator.comparing(
                    (Entry entry) -> Objects.requireNonNull(entry.due()), Due::compare)
            .thenComparing(BY_PLACE);

    private final ListBeingMade made = new ListBeingMade();

    private static Query completed(@Nullable Boolean completed) {
        return new Query(null, null, completed, "", 0);
    }

    private static Query text(String text) {
        return new Query(null, null, null, text, 0);
    }

    private static LocalDate day(int day) {
        return LocalDate.of(2026, 12, day);
    }

    private List<String> titles(Query query) {
        var titles = new ArrayList<String>();
        Objects.requireNonNull(made.list().select(query)).forEach(entry -> titles.add(entry.title()));
        return titles;
    }

    @Nested
    class OverEntriesWithDates {
        @org.junit.jupiter.api.BeforeEach
        void add() {
            made.add("third", new Field.DueAt(Due.parse("2026-12-03T08:00")));
            made.add("first", new Field.DueAt(Due.parse("2026-12-01")));
            made.add("never");
            made.add("second", new Field.DueAt(Due.parse("2026-12-02T23:59-05:00[America/New_York]")));
            made.add("done", new Field.DueAt(Due.parse("2026-12-02")), new Field.Completed(true));
        }

        @Test
        void allComeInTheirPlaces() {
            assertThat(titles(Query.ALL)).containsExactly("third", "first", "never", "second", "done");
        }

        @Test
        void thoseOfADayComeWithTheirDateAsWritten() {
            assertThat(titles(Query.dueOn(day(2)))).containsExactly("done", "second");
            assertThat(titles(Query.dueOn(day(4)))).isEmpty();
        }

        @Test
        void aRangeHoldsBothItsEndsInOrderOfDate() {
            assertThat(titles(new Query(day(1), day(3), null, "", 0)))
                    .containsExactly("first", "done", "second", "third");
            assertThat(titles(new Query(day(2), null, null, "", 0))).containsExactly("done", "second", "third");
            assertThat(titles(new Query(null, day(2), null, "", 0))).containsExactly("first", "done", "second");
            assertThat(titles(new Query(day(3), day(1), null, "", 0))).isEmpty();
        }

        @Test
        void openAndCompletedAreKeptApart() {
            assertThat(titles(completed(false))).containsExactly("third", "first", "never", "second");
            assertThat(titles(completed(true))).containsExactly("done");
            assertThat(titles(new Query(day(2), day(2), true, "", 0))).containsExactly("done");
            made.amend(made.entry(5), new Field.Completed(false));
            assertThat(titles(completed(true))).isEmpty();
        }

        @Test
        void thoseCompletedComeLastCompletedFirst() {
            made.amend(made.entry(1), new Field.CompletedAt(Instant.parse("2026-12-05T10:00:00Z")));
            made.amend(made.entry(3), new Field.CompletedAt(Instant.parse("2026-12-05T10:00:00.5Z")));
            made.amend(made.entry(5), new Field.CompletedAt(Instant.parse("2026-12-05T10:00:00Z")));
            assertThat(titles(Query.lastCompletedFirst("", 0))).containsExactly("never", "done", "third");
            assertThat(titles(Query.lastCompletedFirst("", 5))).containsExactly("third");
            assertThat(titles(Query.lastCompletedFirst("R", 0))).containsExactly("never", "third");
            assertThat(made.list().select(Query.lastCompletedFirst("", 2))).isNull();
            assertThatThrownBy(() -> new Query(day(1), null, true, "", 0, true))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void aPageIsCutAndSaysThatThereIsMore() {
            var page = Objects.requireNonNull(made.list().select(Query.ALL)).page(2);
            assertThat(page.entries()).extracting(Entry::title).containsExactly("third", "first");
            assertThat(page.more()).isTrue();
            assertThat(Objects.requireNonNull(made.list().select(Query.ALL))
                            .page(5)
                            .more())
                    .isFalse();
        }

        @Test
        void aPlaceThatIsNotThereCanNotBeGoneOnFrom() {
            assertThat(made.list().select(new Query(null, null, null, "", 99))).isNull();
            assertThat(made.list().select(new Query(day(1), null, null, "", 3))).isNull();
        }

        @Test
        void aNewPlaceIsTakenAtOnce() {
            made.amend(made.entry(5), new Field.Order(-1));
            made.amend(made.entry(1), new Field.Order(3.5));
            assertThat(titles(Query.ALL)).containsExactly("done", "first", "never", "third", "second");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Straße, STRASSE",
        "STRASSE, straße",
        "Straße, straße",
        "İSTANBUL, istanbul",
        "istanbul, İSTANBUL",
        "ISPARTA, ısparta",
        "ΟΔΟΣΑ, οδος",
        "ΟΔΟΣ, οδός-free-οδος",
        "Äpfel, äPFEL",
        "ПРИВЕТ, привет",
        "ﬁle, FILE",
        "naïve, NAIVE",
        "naive, naïve",
        "nai\u0308ve, naïve",
        "naïve, nai\u0308ve",
        "Ｔｏｄｏ, todo",
        "Ångström, angstrom",
        "Tiếng Việt, tieng viet",
        "STRAẞE, strasse",
        "שָׁלוֹם, שלום"
    })
    void textIsFoundInWhateverCase(String title, String text) {
        String searched = text.contains("-free-") ? text.substring(text.lastIndexOf('-') + 1) : text;
        made.add("before " + title + " behind");
        made.add("other");
        assertThat(titles(text(searched))).hasSize(1);
    }

    @Test
    void textIsLookedForInTitleNotesAndTags() {
        made.add("milk");
        made.add("a", new Field.Notes("with Milk"));
        made.add("b", new Field.Tags(List.of("dairy", "MILKY")));
        made.add("c", new Field.Properties(java.util.Map.of("X", "milk")));
        assertThat(titles(text("milk"))).containsExactly("milk", "a", "b");
        assertThat(titles(text("%"))).isEmpty();
    }

    @Property(tries = 200)
    void pagesHoldAllThatIsWantedOnceAndInOrder(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int limit) {
        var random = new Random(seed);
        var some = new SomeEdits(seed);
        var list = TodoList.EMPTY;
        var history = new ArrayList<Change>();
        for (int i = 0; i < 150; i++) {
            if (list.apply(some.next(list, history), List.of(), "t", NOON) instanceof Result.Changed changed) {
                list = changed.list();
                history.addAll(changed.changes());
            }
        }
        var from = random.nextBoolean() ? null : LocalDate.of(2026, 1, 1).plusDays(random.nextInt(300));
        var to = random.nextBoolean() ? null : LocalDate.of(2026, 1, 1).plusDays(random.nextInt(400));
        var done = random.nextBoolean() ? null : Boolean.valueOf(random.nextBoolean());
        var query = new Query(from, to, done, random.nextBoolean() ? "" : "A", 0);
        var expected = list.all().stream()
                .filter(query::matches)
                .sorted(query.byDate() ? BY_DATE : BY_PLACE)
                .toList();
        assertThat(Objects.requireNonNull(list.select(query))).containsExactlyElementsOf(expected);
        assertThat(page(list, query, limit)).isEqualTo(expected);
    }

    private static List<Entry> page(TodoList list, Query query, int limit) {
        var found = new ArrayList<Entry>();
        var next = query;
        while (true) {
            var page = Objects.requireNonNull(list.select(next)).page(limit);
            found.addAll(page.entries());
            if (!page.more()) {
                return found;
            }
            assertThat(page.entries()).hasSize(limit);
            long after = page.entries().getLast().id();
            next = new Query(query.from(), query.to(), query.completed(), query.text(), after);
        }
    }
}

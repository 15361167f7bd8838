package todo.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import todo.list.Field;

class LineTest {
    private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-22T12:00+01:00[Europe/Berlin]");

    private static Line line(Locale language, String text, String... keep) {
        return Line.of(new Speaker(NOW, language, List.of(keep)), text);
    }

    private static Stream<String> rows(String name) {
        try (var in = Objects.requireNonNull(LineTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(row -> !row.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<String> english() {
        return rows("english.txt");
    }

    static Stream<String> german() {
        return rows("german.txt");
    }

    /// In the order in which the tables have it.
    private static String meaning(Line line) {
        return String.join(
                ", ",
                line.fields().stream()
                        .sorted((a, b) -> Integer.compare(place(a), place(b)))
                        .map(LineTest::text)
                        .toList());
    }

    private static int place(Field field) {
        return List.of("due", "priority", "tags", "repeat", "properties").indexOf(field.name());
    }

    private static String text(Field field) {
        return switch (field) {
            case Field.DueAt(var due) -> "due " + due;
            case Field.Priority(var priority) -> "!" + priority;
            case Field.Tags(var tags) -> "#" + String.join(", #", tags);
            case Field.Repeat(var rule) -> rule;
            case Field.Properties _ -> "after completion";
            default -> throw new AssertionError(field);
        };
    }

    private static void holds(Locale language, String row) {
        String[] parts = row.split("\\|", -1);
        var line = line(language, parts[0].strip());
        assertThat(line.title() + " | " + meaning(line)).isEqualTo(parts[1].strip() + " | " + parts[2].strip());
    }

    @ParameterizedTest
    @MethodSource("english")
    void aLineInEnglishIsUnderstoodAsTheTableHasIt(String row) {
        holds(Locale.US, row);
    }

    @ParameterizedTest
    @MethodSource("german")
    void aLineInGermanIsUnderstoodAsTheTableHasIt(String row) {
        holds(Locale.GERMANY, row);
    }

    @Test
    void aChipSaysWhereItsWordsStand() {
        assertThat(line(Locale.US, "Dentist tomorrow 5pm #Health").chips())
                .containsExactly(
                        new Chip(Chip.Kind.DATE, 8, 16, "2026-11-23"),
                        new Chip(Chip.Kind.TIME, 17, 20, "17:00"),
                        new Chip(Chip.Kind.TAG, 21, 28, "Health"));
    }

    @Test
    void theDayComesBeforeTheMonthWhereItIsSaidSo() {
        assertThat(meaning(line(Locale.UK, "Trip 3/4"))).isEqualTo("due 2027-04-03");
        assertThat(meaning(line(Locale.US, "Trip 3/4"))).isEqualTo("due 2027-03-04");
    }

    @Test
    void wordsThatAreKeptStayTextAndTheOthersAreStillUnderstood() {
        var line = line(Locale.US, "Read Tomorrow friday", "Tomorrow");
        assertThat(line.title()).isEqualTo("Read Tomorrow");
        assertThat(meaning(line)).isEqualTo("due 2026-11-27");
        assertThat(line(Locale.US, "Song every day at 5pm", "every day").title())
                .isEqualTo("Song every day");
    }

    @Test
    void aLineOfChipsAloneHasNoTitle() {
        var line = line(Locale.US, "every last friday");
        assertThat(line.title()).isEmpty();
        assertThat(line.chips()).hasSize(1);
    }

    @Provide
    Arbitrary<String> lines() {
        var words = Stream.concat(english(), german())
                .flatMap(row -> Stream.of(row.split("\\|", -1)[0].strip().split(" ", -1)))
                .distinct()
                .toList();
        return Arbitraries.oneOf(
                        Arbitraries.of(words),
                        Arbitraries.of(words),
                        Arbitraries.strings().ofMaxLength(5),
                        Arbitraries.of(
                                "0000-01-01", "9999-12-31", "+999y", "99/99", "0.0.", "#", "!!!!", "in 999 years"))
                .list()
                .ofMaxSize(9)
                .map(parts -> String.join(" ", parts));
    }

    private static String letters(String text) {
        var letters = new StringBuilder();
        text.codePoints().filter(letter -> !Character.isWhitespace(letter)).forEach(letters::appendCodePoint);
        return letters.toString();
    }

    @Property(tries = 3_000)
    void everyLetterIsInAChipOrInTheTitle(@ForAll("lines") String text, @ForAll boolean german) {
        var line = line(german ? Locale.GERMANY : Locale.UK, text);
        var rest = new StringBuilder();
        int from = 0;
        for (var chip : line.chips()) {
            assertThat(chip.from()).isGreaterThanOrEqualTo(from);
            assertThat(chip.to()).isGreaterThan(chip.from());
            rest.append(text, from, chip.from());
            from = chip.to();
        }
        assertThat(letters(line.title())).isEqualTo(letters(rest + text.substring(from)));
    }

    @Property(tries = 2_000)
    void whatIsKeptIsInTheTitle(@ForAll("lines") String text, @ForAll boolean german) {
        var language = german ? Locale.GERMANY : Locale.US;
        for (var chip : line(language, text).chips()) {
            String kept = text.substring(chip.from(), chip.to());
            var without = line(language, text, kept);
            assertThat(letters(without.title())).contains(letters(kept));
            assertThat(without.chips()).noneMatch(other -> other.from() < chip.to() && chip.from() < other.to());
        }
    }
}

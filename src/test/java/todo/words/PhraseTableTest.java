package todo.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import todo.list.Field;

/// What hundreds of phrases mean, and which of them stay text: `phrases.txt`.
class PhraseTableTest {
    private record Row(String language, ZonedDateTime now, String phrase, String title, List<String> fields) {}

    private static List<Row> rows() throws IOException {
        try (var in = Objects.requireNonNull(PhraseTableTest.class.getResourceAsStream("phrases.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(PhraseTableTest::row)
                    .toList();
        }
    }

    private static Row row(String line) {
        var parts = List.of(line.split("\\|", -1)).stream().map(String::strip).toList();
        String[] now = parts.get(1).split(" ", -1);
        String title = parts.get(3).equals("=") ? parts.get(2) : parts.get(3);
        return new Row(
                parts.get(0),
                LocalDateTime.parse(now[0]).atZone(ZoneId.of(now[1])),
                parts.get(2),
                title,
                parts.subList(4, 8));
    }

    private static Line line(Row row) {
        return Line.of(new Speaker(row.now, Speaker.language(row.language), List.of()), row.phrase);
    }

    /// Due, repeat, tags and priority, as the table has them.
    private static List<String> fields(Line line) {
        var texts = new ArrayList<>(List.of("", "", "", ""));
        for (var field : line.fields()) {
            switch (field) {
                case Field.DueAt(var due) -> texts.set(0, "" + due);
                case Field.Repeat(var rule) ->
                    texts.set(1, rule + (line.repeatsAfterCompletion() ? " after completion" : ""));
                case Field.Tags(var tags) -> texts.set(2, String.join(" ", tags));
                case Field.Priority(var priority) -> texts.set(3, "" + priority);
                case Field.Properties _ -> {} // told with the rule
                default -> throw new AssertionError(field);
            }
        }
        return texts;
    }

    @Test
    void eachPhraseMeansWhatTheTableSays() throws IOException {
        var rows = rows();
        assertThat(rows).hasSizeGreaterThan(800);
        assertThat(rows).filteredOn(row -> row.title.equals(row.phrase)).hasSizeGreaterThan(400);
        assertThat(rows).allSatisfy(row -> {
            var line = line(row);
            assertThat(line.title()).isEqualTo(row.title);
            assertThat(fields(line)).isEqualTo(row.fields);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-30T12:00+01:00[Europe/Berlin]",
                "2026-12-31T23:59+01:00[Europe/Berlin]",
                "2027-02-28T12:00+01:00[Europe/Berlin]",
                "2028-02-29T00:00+01:00[Europe/Berlin]",
                "2027-03-28T01:59+01:00[Europe/Berlin]",
                "2027-03-28T03:00+02:00[Europe/Berlin]",
                "2027-10-31T02:30+02:00[Europe/Berlin]",
                "2027-10-31T02:30+01:00[Europe/Berlin]",
                "2026-11-29T23:59-05:00[America/New_York]",
                "2026-11-30T00:00+14:00[Pacific/Kiritimati]"
            })
    void onAnAwkwardDayNoPhraseFailsOrLosesAWord(String text) throws IOException {
        var now = ZonedDateTime.parse(text);
        assertThat(rows()).allSatisfy(row -> {
            for (var language : List.of(Locale.US, Locale.UK, Locale.GERMANY)) {
                var line = Line.of(new Speaker(now, language, List.of()), row.phrase);
                assertThat(words(line.title())).isEqualTo(words(textOutside(line.chips(), row.phrase)));
                assertThat(line.fields().isEmpty()).isEqualTo(line.chips().isEmpty());
            }
        });
    }

    private static String textOutside(List<Chip> chips, String phrase) {
        var text = new StringBuilder();
        int from = 0;
        for (var chip : chips) {
            text.append(phrase, from, chip.from()).append(' ');
            from = chip.to();
        }
        return text.append(phrase.substring(from)).toString();
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("[\\s,;:.!?]+", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "fr_FR", "tlh", "", "C", "english", "_"})
    void aLanguageThatIsNotUnderstoodIsRefusedByName(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Speaker.language(name))
                .withMessageContaining("\"" + name + "\" is not a language that is understood");
    }

    @Test
    void whoseLanguageIsNotUnderstoodTypesEnglishWithTheDayFirstButInTheUs() {
        assertThat(List.of("de_AT.UTF-8", "en_GB", "fr_FR.UTF-8", "fr", "es_US", "sr_RS@latin", "C.UTF-8", "POSIX", ""))
                .extracting(name -> Speaker.nearestLanguage(name).toLanguageTag())
                .containsExactly("de-AT", "en-GB", "en-FR", "en-001", "en-US", "en-RS", "en", "en", "en");
    }
}

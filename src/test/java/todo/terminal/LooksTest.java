package todo.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import todo.json.Json;
import todo.json.JsonReader;
import todo.list.Change;
import todo.list.Due;
import todo.list.Entry;
import todo.list.Field;

class LooksTest {
    private static final Dates DATES = new Dates(LocalDateTime.parse("2026-12-23T12:00"), ZoneId.of("Europe/Berlin"));

    private static Entry entry(long id, String title, String due, long parent) {
        return new Entry(
                id,
                "uid-" + id,
                title,
                due.isEmpty() ? null : Due.parse(due),
                "",
                null,
                0,
                List.of(),
                id,
                parent,
                "",
                null,
                Map.of(),
                1,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private static List<String> lines(boolean colours, Entry... entries) {
        return new EntryTable(List.of(entries), DATES, colours).lines();
    }

    private static List<String> narrow(int width, Entry... entries) {
        var lines = new EntryTable(List.of(entries), DATES, false, width).lines();
        assertThat(lines).allMatch(line -> Text.width(line) <= width);
        return lines;
    }

    @Test
    void whatDoesNotFitGoesOnBelowTheTitle() {
        var milk = entry(1, "Buy milk and bread for the week", "2026-12-23", 0);
        var part =
                entry(2, "Ask what kind of bread", "", 1).with(List.of(new Field.Tags(List.of("home"))), Instant.EPOCH);
        assertThat(narrow(43, milk, part))
                .containsExactly(
                        "  1  Buy milk and bread for    today",
                        "     the week",
                        "  2    Ask what kind of bread         #home");
        assertThat(narrow(28, milk, part))
                .containsExactly(
                        "  1  Buy milk and  today",
                        "     bread for",
                        "     the week",
                        "  2    Ask what",
                        "       kind of",
                        "       bread",
                        "       #home");
    }

    @Property
    void noLineIsWiderThanTheTerminal(
            @ForAll List<@net.jqwik.api.constraints.Size(max = 8) String> titles,
            @ForAll @net.jqwik.api.constraints.IntRange(min = 30, max = 120) int width) {
        var entries = new java.util.ArrayList<Entry>();
        for (String title : titles) {
            entries.add(entry(entries.size() + 1L, title, "2026-12-23", entries.size()));
        }
        var lines = new EntryTable(entries, DATES, false, width).lines();
        assertThat(lines).allMatch(line -> Text.width(line) <= width);
    }

    @Test
    void theLastPartOfALineGoesOnBelowItself() {
        var columns = new Columns();
        columns.add("a", "one two three four");
        columns.add("bc", "five");
        assertThat(columns.lines(16)).containsExactly("a   one two", "    three four", "bc  five");
        assertThat(columns.lines(0)).containsExactly("a   one two three four", "bc  five");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-22, yesterday",
        "2026-12-23, today",
        "2026-12-24, tomorrow",
        "2026-12-25, Fri",
        "2026-12-29, Tue",
        "2026-12-30, 30 Dec",
        "2026-01-02, 2 Jan",
        "2027-01-02, 2 Jan 2027",
        "2026-12-24T17:00, tomorrow 17:00",
        "2026-12-24T17:00-05:00[America/New_York], tomorrow 23:00",
    })
    void aDateIsSaidAsOneWouldSayIt(String due, String said) {
        assertThat(DATES.due(Due.parse(due))).isEqualTo(said);
    }

    @Test
    void entriesStandInColumnsAndPartsBelowTheirWhole() {
        assertThat(lines(
                        false, entry(1, "Buy", "", 10), entry(9, "日本", "2026-12-23", 0), entry(10, "Christmas", "", 0)))
                .containsExactly("   9  日本       today", "  10  Christmas", "   1    Buy");
    }

    @Test
    void onlyWhatIsOverdueIsRedAndOnlyInColour() {
        var late = entry(1, "a", "2026-12-22", 0);
        assertThat(lines(true, late)).containsExactly("  1  a\u001B[31m  yesterday\u001B[0m");
        assertThat(lines(false, late)).containsExactly("  1  a  yesterday");
        assertThat(lines(true, entry(1, "a", "2026-12-23", 0))).containsExactly("  1  a  today");
    }

    @Test
    void aTitleCanNotCommandTheTerminal() {
        assertThat(lines(false, entry(1, "a\u001B[2Jb\nc\u202Ed\u009Be", "", 0)))
                .containsExactly("  1  a␛[2Jb␊c�d�e");
    }

    @Property
    void nothingThatIsPrintedIsAControlCharacter(@ForAll String text) {
        assertThat(Text.harmless(text).chars()).noneMatch(Character::isISOControl);
        assertThat(Text.harmless(text).codePointCount(0, Text.harmless(text).length()))
                .isEqualTo(text.codePointCount(0, text.length()));
    }

    @Property
    void jsonThatIsPrintedSaysTheSameWithoutCommands(@ForAll String any) {
        String text = any + "\u009b2J\u202e\u007f\u2028";
        String wellFormed = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        byte[] json = Text.harmlessJson(Json.write(writer -> writer.writeString(wellFormed)));
        assertThat(new String(json, StandardCharsets.UTF_8))
                .isEqualTo(Text.harmless(new String(json, StandardCharsets.UTF_8)));
        assertThat(Json.read(json, JsonReader::string)).isEqualTo(wellFormed);
    }

    @Test
    void aChangeSaysWhatBecameOfWhat() {
        var before = entry(1, "Buy", "", 0);
        var after = entry(1, "Buy milk", "2026-12-24", 0);
        var change = new Change(7, Instant.parse("2026-12-23T08:15:00Z"), "owner", 0, new Change.Edited(before, after));
        assertThat(ChangeText.dated(change, DATES))
                .isEqualTo(
                        "7     today 09:15      owner   edited 1 Buy milk: title Buy → Buy milk, due none → tomorrow");
    }
}

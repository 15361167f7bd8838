package todo.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import todo.list.Entry;
import todo.list.Field;
import todo.list.SomeEdits;

class EntryJsonTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    static Entry entry(Random random) {
        return Entry.blank(random.nextLong(1, 1L << 40), "u" + SomeEdits.text(random, 9), 0, SomeEdits.instant(random))
                .with(fields(random), NOON)
                .at(random.nextLong(1, 1L << 40), SomeEdits.instant(random));
    }

    private static List<Field> fields(Random random) {
        var fields = new ArrayList<Field>(List.of(
                new Field.Title(SomeEdits.text(random, 10)),
                new Field.DueAt(random.nextBoolean() ? null : SomeEdits.due(random)),
                new Field.Notes(SomeEdits.text(random, 30)),
                new Field.CompletedAt(random.nextBoolean() ? null : SomeEdits.instant(random)),
                new Field.Priority(random.nextInt(10)),
                new Field.Tags(random.nextBoolean() ? List.of() : List.of("a", SomeEdits.text(random, 4) + "b")),
                new Field.Order(SomeEdits.order(random)),
                new Field.Parent(random.nextInt(3)),
                new Field.Repeat(random.nextBoolean() ? "" : "FREQ=DAILY"),
                new Field.Properties(SomeEdits.properties(random))));
        fields.removeIf(_ -> random.nextInt(3) == 0);
        return fields;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static EntryJson.Draft draft(String text) {
        return Json.read(utf8(text), EntryJson::readDraft);
    }

    @Property(tries = 2_000)
    void whatIsWrittenIsReadAsTheSame(@ForAll long seed) {
        var entry = entry(new Random(seed));
        assertThat(Json.read(EntryJson.write(entry), EntryJson::read)).isEqualTo(entry);
        assertThat(Json.readStored(EntryJson.write(entry), EntryJson::read)).isEqualTo(entry);
        byte[] all = Json.write(json -> {
            json.writeStartObject();
            EntryJson.writeAll(json, entry);
            json.writeEndObject();
        });
        assertThat(Json.read(all, EntryJson::read)).isEqualTo(entry);
    }

    @Test
    void aTextAsLongAsCanBeIsReadAsTheSame() {
        var entry = Entry.blank(1, "u", 1, NOON)
                .with(List.of(new Field.Notes("\u0001".repeat(65_536)), new Field.Title("😀".repeat(1_000))), NOON);
        assertThat(Json.read(EntryJson.write(entry), EntryJson::read)).isEqualTo(entry);
    }

    @Test
    void aPropertyWhoseNameIsAsLongAsCanBeIsReadAsTheSame() {
        var entry =
                Entry.blank(1, "u", 1, NOON).with(List.of(new Field.Properties(Map.of("n".repeat(65_535), "v"))), NOON);
        assertThat(Json.read(EntryJson.write(entry), EntryJson::read)).isEqualTo(entry);
    }

    @Test
    void whatIsNotNamedIsNotInTheDraft() {
        var draft = draft("{}");
        assertThat(draft).isEqualTo(new EntryJson.Draft(0, null, null, null, 0, List.of()));
        assertThat(draft("{\"due\":null,\"notes\":\"\"}").fields())
                .containsExactly(new Field.DueAt(null), new Field.Notes(""));
    }

    @Test
    void nullStandsForHavingNone() {
        assertThat(draft(
                                "{\"due\":null,\"notes\":null,\"completed\":null,\"priority\":null,\"tags\":null,\"parent\":null,\"repeat\":null,\"properties\":null}")
                        .fields())
                .containsExactly(
                        new Field.DueAt(null),
                        new Field.Notes(""),
                        new Field.Completed(false),
                        new Field.Priority(0),
                        new Field.Tags(List.of()),
                        new Field.Parent(0),
                        new Field.Repeat(""),
                        new Field.Properties(Map.of()));
    }

    @Test
    void propertiesArePatchedOneByOne() {
        assertThat(draft("{\"properties\":{\"a\":\"1\",\"b\":null}}").fields())
                .singleElement()
                .satisfies(field -> assertThat(Entry.blank(1, "u", 0, NOON)
                                .with(List.of(new Field.Properties(Map.of("b", "2", "c", "3")), field), NOON)
                                .properties())
                        .isEqualTo(Map.of("a", "1", "c", "3")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'completed':true,'completedAt':'2026-01-01T00:00:00Z'} | 2026-01-01T00:00:00Z",
                "{'completedAt':'2026-01-01T00:00:00Z','completed':true} | 2026-01-01T00:00:00Z",
                "{'completed':true,'completedAt':null} | 2026-06-01T12:00:00Z",
                "{'completedAt':null,'completed':true} | 2026-06-01T12:00:00Z",
                "{'completed':false,'completedAt':'2026-01-01T00:00:00Z'} |",
                "{'completedAt':'2026-01-01T00:00:00Z','completed':false} |",
                "{'completedAt':'2026-01-01T01:00:00+01:00'} | 2026-01-01T00:00:00Z",
                "{'completed':false,'completedAt':null} |"
            })
    void whetherItIsCompletedDecidesAndTheTimeIsAdded(
            String text, @org.jspecify.annotations.Nullable Instant expected) {
        var fields = draft(text.replace('\'', '"')).fields();
        assertThat(Entry.blank(1, "u", 0, NOON).with(fields, NOON).completedAt())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'titel':'x'} | \"titel\" is not a field of an entry",
                "{'title':1} | \"title\" must be a string",
                "{'due':'tomorrow'} | \"due\": \"tomorrow\" is not a date",
                "{'due':20261224} | \"due\" must be a string",
                "{'completed':'yes'} | \"completed\" must be true or false",
                "{'completedAt':'noon'} | \"completedAt\" must be an instant",
                "{'priority':1.5} | \"priority\" must be a whole number",
                "{'id':9223372036854775808} | \"id\" must be a whole number below 2^63",
                "{'order':'first'} | \"order\" must be a number",
                "{'order':null} | \"order\" must be a number",
                "{'tags':'a'} | \"tags\" must be an array",
                "{'tags':['a',1]} | an element of \"tags\" must be a string",
                "{'properties':{'X-A':1}} | \"X-A\" must be a string",
                "{'properties':[]} | \"properties\" must be an object",
                "[] | the body must be an object"
            })
    void whatIsOfAnotherKindIsRefusedByName(String text, String message) {
        assertThatThrownBy(() -> draft(text.replace('\'', '"')))
                .isInstanceOf(BadRequest.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void anEntryWithoutUidOrTimesIsNoWholeEntry() {
        assertThatThrownBy(() -> Json.read(utf8("{\"id\":1,\"title\":\"x\"}"), EntryJson::read))
                .isInstanceOf(BadRequest.class)
                .hasMessage("an entry must have a uid, createdAt and updatedAt");
    }
}

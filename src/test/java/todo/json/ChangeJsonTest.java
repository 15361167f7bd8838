package todo.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static todo.json.EntryJsonTest.utf8;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import todo.list.Change;
import todo.list.Field;
import todo.list.ListBeingMade;
import todo.list.ListProperties;
import todo.list.Result;
import todo.list.SomeEdits;
import todo.list.TodoList;

class ChangeJsonTest {
    private static final Instant AT = Instant.parse("2026-06-01T12:00:00.123Z");

    private static Change again(Change change) {
        return ChangeJson.read(change.version(), change.at(), change.by(), ChangeJson.write(change));
    }

    private static Change.What what(Random random) {
        var entry = EntryJsonTest.entry(random);
        var properties = new ListProperties(SomeEdits.text(random, 5), "#123abc", SomeEdits.order(random));
        return switch (random.nextInt(7)) {
            case 0 -> new Change.Added(entry);
            case 1 -> {
                var other = EntryJsonTest.entry(random);
                yield new Change.Edited(entry.with(other.fields(), AT).at(other.version(), other.updatedAt()), entry);
            }
            case 2 -> new Change.Removed(entry);
            case 3 -> new Change.MovedOut(entry, "to" + SomeEdits.text(random, 3));
            case 4 -> new Change.MovedIn(entry, "from" + SomeEdits.text(random, 3), random.nextLong(1, 1L << 40));
            case 5 -> new Change.Described(random.nextBoolean() ? ListProperties.NONE : properties, properties);
            default -> new Change.Dropped();
        };
    }

    @Property(tries = 3_000)
    void whatIsStoredIsReadAsTheSame(@ForAll long seed) {
        var random = new Random(seed);
        long undoes = random.nextBoolean() ? 0 : random.nextLong(1, 1L << 40);
        var change = new Change(random.nextLong(1, 1L << 40), AT, "ann", undoes, what(random));
        assertThat(again(change)).isEqualTo(change);
    }

    @Property(tries = 100)
    void aHistoryThatIsStoredIsReadAsTheSame(@ForAll long seed) {
        var some = new SomeEdits(seed);
        var list = TodoList.EMPTY;
        var history = new ArrayList<Change>();
        for (int i = 0; i < 60; i++) {
            if (list.apply(some.next(list, history), List.of(), "ann", AT.plusMillis(i))
                    instanceof Result.Changed changed) {
                list = changed.list();
                history.addAll(changed.changes());
            }
        }
        assertThat(history.stream().map(ChangeJsonTest::again)).containsExactlyElementsOf(history);
    }

    @Test
    void aPropertyThatAnEditAddedWasNotThereBefore() {
        var made = new ListBeingMade();
        var entry = made.add("x", new Field.Properties(java.util.Map.of("a", "1")));
        made.amend(entry, SomeEdits.some("b", "2"));
        assertThat(again(made.last())).isEqualTo(made.last());
    }

    @Test
    void anEditIsToldFieldByFieldFromAndTo() {
        var made = new ListBeingMade();
        var entry = made.add("milk");
        made.amend(entry, new Field.Title("\"bread\""), new Field.Priority(1), new Field.Tags(List.of("a")));
        String told = new String(Json.write(json -> ChangeJson.tell(json, made.last())), StandardCharsets.UTF_8);
        assertThat(told)
                .contains("\"kind\":\"edited\"")
                .contains("\"title\":{\"from\":\"milk\",\"to\":\"\\\"bread\\\"\"}")
                .contains("\"priority\":{\"from\":0,\"to\":1}")
                .contains("\"tags\":{\"from\":[],\"to\":[\"a\"]}")
                .contains("\"id\":1,\"uid\":\"uid of milk\"");
    }

    @Property(tries = 500)
    void whatIsToldIsJsonThatHasEachNameOnce(@ForAll long seed) {
        var change = new Change(7, AT, "ann", 3, what(new Random(seed)));
        Set<String> names = new HashSet<>();
        Json.read(Json.write(json -> ChangeJson.tell(json, change)), json -> {
            json.object(name -> {
                names.add(name);
                json.skip();
            });
            return names;
        });
        assertThat(names).contains("version", "at", "by", "kind", "undoes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"exploded\"}",
                "{\"kind\":\"added\"}",
                "{\"kind\":\"dropped\",\"why\":1}",
                "{\"kind\":7}",
                "{}",
                ""
            })
    void whatIsNoChangeIsRefused(String text) {
        assertThatThrownBy(() -> ChangeJson.read(1, AT, "ann", utf8(text))).isInstanceOf(BadRequest.class);
    }

    @Test
    void aListHasTheThreePropertiesAndNoOthers() {
        assertThat(Json.read(utf8("{\"title\":null,\"order\":2.5}"), ChangeJson::readProperties))
                .isEqualTo(new ListProperties("", "", 2.5));
        assertThatThrownBy(() -> Json.read(utf8("{\"color\":\"#fff\"}"), ChangeJson::readProperties))
                .isInstanceOf(BadRequest.class)
                .hasMessageStartingWith("\"color\" is not a property of a list");
    }
}

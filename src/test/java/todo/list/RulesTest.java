package todo.list;

import static org.assertj.core.api.Assertions.assertThat;
import static todo.list.ListBeingMade.adding;
import static todo.list.ListBeingMade.amending;
import static todo.list.ListBeingMade.title;
import static todo.list.SomeEdits.some;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
    private static final String HALF = "\ud83d";

    private final ListBeingMade made = new ListBeingMade();

    @Test
    void aTitleHasAThousandCharactersHoweverManyBytesTheyTake() {
        assertThat(made.add("😀".repeat(1_000)).title()).hasSize(2_000);
        assertThat(made.invalid(adding("😀".repeat(1_001))))
                .isEqualTo("title must be at most 1,000 characters long, not 1001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u2003"})
    void aBlankTitleIsRefused(String blank) {
        assertThat(made.invalid(adding(blank))).isEqualTo("title must not be blank");
    }

    @Test
    void halfACharacterIsRefusedWhereverItIs() {
        assertThat(made.invalid(adding(HALF))).isEqualTo("title must be well-formed Unicode");
        assertThat(made.invalid(adding("\ude00" + HALF))).isEqualTo("title must be well-formed Unicode");
        assertThat(made.invalid(adding("x", new Field.Notes(HALF + "x"))))
                .isEqualTo("notes must be well-formed Unicode");
        assertThat(made.invalid(adding("x", new Field.Tags(List.of(HALF))))).startsWith("tags must each be");
        assertThat(made.invalid(new Edit.Add(HALF, 0, null, List.of(title("x")))))
                .isEqualTo("uid must be well-formed Unicode");
        assertThat(TodoList.problemWithName(HALF)).isEqualTo("must be well-formed Unicode");
        assertThat(made.invalid(new Edit.Describe(new ListProperties(HALF, "", 0))))
                .startsWith("title must be");
    }

    @Test
    void twoHalvesInDifferentPropertiesDoNotMakeACharacter() {
        for (int i = 0; i < 20; i++) { // a map's order may be chance
            assertThat(made.invalid(adding("x", new Field.Properties(Map.of("a" + i, HALF, "b", "\ude00")))))
                    .isEqualTo("properties must be well-formed Unicode");
            assertThat(made.invalid(adding("x", new Field.Properties(Map.of("a" + i + HALF, "\ude00")))))
                    .isEqualTo("properties must be well-formed Unicode");
        }
    }

    @Test
    void notesHaveSixtyFourKibibytes() {
        made.add("ascii", new Field.Notes("x".repeat(65_536)));
        made.add("euro", new Field.Notes("€".repeat(21_845)));
        assertThat(made.invalid(adding("x", new Field.Notes("x".repeat(65_537)))))
                .isEqualTo("notes must be at most 64 KiB long");
        assertThat(made.invalid(adding("x", new Field.Notes("€".repeat(21_846)))))
                .isEqualTo("notes must be at most 64 KiB long");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u00a0",
                "\u2007 \u202f",
                "\u200b",
                "\ufeff\u2060",
                "\u00ad",
                "\u0000",
                "\u3000\u2028",
                "\u3164",
                "\u2800",
                "\ufe0f"
            })
    void whatNobodySeesIsBlank(String text) {
        assertThat(made.invalid(adding(text))).isEqualTo("title must not be blank");
        assertThat(made.invalid(adding("x", new Field.Tags(List.of(text))))).contains("must not be blank");
        assertThat(TodoList.problemWithName(text)).isEqualTo("must not be blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000", "a\nb", "a\tb", "\u001b[2J", "a\u0085"})
    void aTitleHasNoControlCharacters(String title) {
        assertThat(made.invalid(adding(title))).isEqualTo("title must not have control characters");
        assertThat(made.invalid(new Edit.Describe(new ListProperties(title, "", 0))))
                .endsWith("without control characters");
    }

    @Test
    void propertiesHaveSixtyFourKibibytesInAll() {
        var entry = made.add("x", new Field.Properties(Map.of("a", "x".repeat(65_535))));
        assertThat(made.invalid(adding("y", new Field.Properties(Map.of("ab", "x".repeat(65_535))))))
                .isEqualTo("properties must be at most 64 KiB long");
        assertThat(made.invalid(amending(entry, some("b", "x".repeat(1_000)))))
                .isEqualTo("properties must be at most 64 KiB long");
        assertThat(made.make(new Edit.Replace(1, List.of(title("x"), some("b", "x".repeat(65_535)))))
                        .entries()
                        .getFirst()
                        .properties())
                .containsOnlyKeys("b");
    }

    @Test
    void aPriorityIsFromNoneToNine() {
        made.add("none", new Field.Priority(0));
        made.add("lowest", new Field.Priority(9));
        assertThat(made.invalid(adding("x", new Field.Priority(10)))).startsWith("priority must be from 0");
        assertThat(made.invalid(adding("x", new Field.Priority(-1)))).startsWith("priority must be from 0");
    }

    @Test
    void tagsAreAHundredDifferentNames() {
        var hundred = IntStream.range(0, 100).mapToObj(i -> "tag " + i).toList();
        assertThat(made.add("x", new Field.Tags(hundred)).tags()).isEqualTo(hundred);
        var more = IntStream.range(0, 101).mapToObj(i -> "tag " + i).toList();
        assertThat(made.invalid(adding("y", new Field.Tags(more)))).isEqualTo("tags must be at most 100, not 101");
        assertThat(made.invalid(adding("y", new Field.Tags(List.of("a", "a")))))
                .isEqualTo("tags must not hold the same tag twice");
        assertThat(made.invalid(adding("y", new Field.Tags(List.of(" "))))).contains("must not be blank");
        assertThat(made.invalid(adding("y", new Field.Tags(List.of("a\u0007b")))))
                .contains("control characters");
        assertThat(made.invalid(adding("y", new Field.Tags(List.of("x".repeat(201))))))
                .contains("at most 200 characters");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void anOrderThatIsNoPlaceIsRefused(double order) {
        assertThat(made.invalid(adding("x", new Field.Order(order)))).isEqualTo("order must be a finite number");
    }

    @Test
    void theTwoZeroesAreOnePlace() {
        var entry = made.add("x", new Field.Order(0.0));
        assertThat(made.make(amending(entry, new Field.Order(-0.0))).changes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "FREQ=DAILY",
                "FREQ=MONTHLY;BYDAY=MO,-1FR;INTERVAL=2;WKST=SU",
                "COUNT=10;FREQ=YEARLY;BYMONTH=1",
                "FREQ=MONTHLY;UNTIL=20261224",
                "FREQ=MONTHLY;UNTIL=20261224T170000Z;BYMONTHDAY=-1",
                "freq=weekly;byday=mo,tu;until=20261224t170000z",
                "FREQ=DAILY;INTERVAL=02;BYSECOND=60;BYMINUTE=0",
                "FREQ=MONTHLY;BYDAY=+01MO;UNTIL=20261231T235960Z",
                "FREQ=YEARLY;BYWEEKNO=20,-1;BYDAY=MO",
                "FREQ=HOURLY;BYYEARDAY=1,-1;BYMONTHDAY=1,31"
            })
    void aRecurrenceRuleIsTaken(String repeat) {
        assertThat(made.add("x", new Field.Repeat(repeat)).repeat()).isEqualTo(repeat);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "daily",
                "INTERVAL=2",
                "FREQ=OFTEN",
                "FREQ=DAILY;",
                "FREQ=DAILY;FREQ=WEEKLY",
                "FREQ=DAILY;COUNT=0",
                "FREQ=DAILY;COUNT=2;UNTIL=20261224",
                "FREQ=DAILY;UNTIL=tomorrow",
                "FREQ=DAILY;BYDAY=m\u00f6",
                "FREQ=DAILY\r\nX:1",
                "FREQ=DA\u0131LY",
                "FREQ=DAILY;UNTIL=20260231T000000Z",
                "FREQ=MONTHLY;BYDAY=0MO"
            })
    void whatIsNoRecurrenceRuleIsRefused(String repeat) {
        assertThat(made.invalid(adding("x", new Field.Repeat(repeat)))).startsWith("repeat must be a recurrence rule");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FREQ=WEEKLY;BYMONTHDAY=1|BYMONTHDAY can't be used with FREQ=WEEKLY",
                "FREQ=MONTHLY;BYWEEKNO=20|BYWEEKNO needs FREQ=YEARLY",
                "FREQ=DAILY;BYWEEKNO=20|BYWEEKNO needs FREQ=YEARLY",
                "FREQ=WEEKLY;BYDAY=1MO|a BYDAY such as 1MO needs FREQ=MONTHLY or YEARLY",
                "FREQ=HOURLY;BYDAY=MO,-1TU|a BYDAY such as 1MO needs FREQ=MONTHLY or YEARLY",
                "FREQ=YEARLY;BYDAY=1MO;BYWEEKNO=20|a BYDAY such as 1MO can't be used with BYWEEKNO",
                "FREQ=MONTHLY;BYYEARDAY=1|BYYEARDAY can't be used with FREQ=MONTHLY",
                "FREQ=WEEKLY;BYYEARDAY=1|BYYEARDAY can't be used with FREQ=WEEKLY",
                "FREQ=DAILY;BYYEARDAY=1|BYYEARDAY can't be used with FREQ=DAILY",
                "FREQ=MONTHLY;BYSETPOS=1|BYSETPOS needs another part that begins with BY"
            })
    void whatTheStandardForbidsIsRefusedWithTheReason(String repeat, String reason) {
        assertThat(made.invalid(adding("x", new Field.Repeat(repeat))))
                .isEqualTo("repeat must be a recurrence rule such as FREQ=WEEKLY;BYDAY=MO; " + reason);
    }

    @Test
    void aUidIsAnyName() {
        made.make(new Edit.Add("urn:uuid:Ω/☃ 1", 0, null, List.of(title("x"))));
        assertThat(made.invalid(new Edit.Add("", 0, null, List.of(title("x"))))).isEqualTo("uid must not be blank");
        assertThat(made.invalid(new Edit.Add("a\nb", 0, null, List.of(title("x")))))
                .isEqualTo("uid must not have control characters");
        assertThat(made.invalid(new Edit.Add("x".repeat(201), 0, null, List.of(title("x")))))
                .startsWith("uid must be at most 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "Einkäufe", "買い物", "😀", "قائمة", "a b", "...", "100%", "'; DROP TABLE list; --"})
    void aListIsNamedInAnyScript(String name) {
        assertThat(TodoList.problemWithName(name)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", ".", "..", "a/b", "a\u0000b", "a\u0085b", "\n"})
    void aNameThatNoUrlCanHoldIsRefused(String name) {
        assertThat(TodoList.problemWithName(name)).startsWith("must not");
    }

    @Test
    void aListsNameHasTwoHundredCharacters() {
        assertThat(TodoList.problemWithName("😀".repeat(200))).isNull();
        assertThat(TodoList.problemWithName("😀".repeat(201))).isEqualTo("must be at most 200 characters long");
    }
}

package todo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import todo.client.Body;
import todo.client.Connection;
import todo.client.Path;
import todo.json.AnswerJson;
import todo.list.Field;

class CommandsTest extends ServedTest {
    @Test
    void addTellsTheNewId() {
        assertThat(printed("add", list, "Save", "me!", "--due", "fri", "--tag", "home", "--priority", "1"))
                .isEqualTo("added 1 to " + list + ": Save me!\n");
        assertThat(printed("show", list)).isEqualTo("  1  Save me!  Fri  !1  #home\n");
    }

    @Test
    void addRefusesABlankTitle() {
        refused("\"title\" must not be blank", "add", list, " ");
    }

    @Test
    void addDoesNotGuessADay() {
        unreadable(
                "\"someday\" is not a day or a time; say 2026-12-24, today, tomorrow, fri, 24 Dec, +3d, 2026-12-24T17:00 or \"fri 17:00\"",
                "add",
                list,
                "x",
                "--due",
                "someday");
    }

    @Test
    void aDueDateIsUnderstoodAsInATitleAndInTheLanguageOfTheReader() {
        for (String said : List.of("LANG=de_DE.UTF-8 am 3.4.", "LC_TIME=en_GB on 3/4", "LANG=fr_FR.UTF-8 on 3/4")) {
            String[] parts = said.split("[= ]", 3);
            Map<String, String> environment = new HashMap<>(environment());
            environment.put(parts[0], parts[1]);
            var option = CommandLineRun.of(environment, "add", list, "x", "--due", parts[2], "--json");
            var title = CommandLineRun.of(environment, "add", list, "x", parts[2], "--json");
            assertThat(List.of(option.out(), title.out()))
                    .allMatch(json -> json.contains("\"title\":\"x\"") && json.contains("\"due\":\"2027-04-03\""));
        }
        assertThat(printed("add", list, "x", "--due", "3/4", "--json")).contains("2027-03-04");
        assertThat(printed("add", list, "x", "--language", "de", "--due", "3/4", "--json"))
                .contains("2027-04-03");
        unreadable(
                "--language: \"fr\" is not a language that is understood; say en-US, en-GB or another en-…, or de",
                "add",
                list,
                "x",
                "--language",
                "fr");
    }

    @Test
    void addTakesWhenToRemindAsPeopleSayIt() {
        for (String said : List.of("15m=-PT15M", "2h=-PT2H", "1w=-P7D", "0m=PT0S", "-P1D=-P1D")) {
            String[] parts = said.split("=", 2);
            assertThat(printed("add", list, "x", "--due", "fri", "--remind", parts[0], "--json"))
                    .contains("\"remind\":\"" + parts[1] + "\"");
        }
        unreadable(
                "--remind: \"soon\" is wrong; say 15m, 2h or 1d before it is due (at most 400 days), 2026-12-24T17:00:00Z, or none",
                "add",
                list,
                "x",
                "--remind",
                "soon");
    }

    @Test
    void addPrintsTheEntryAsTheServerTellsIt() {
        assertThat(printed("add", list, "x", "--json"))
                .startsWith("{\"id\":1,")
                .endsWith("}\n")
                .contains("\"url\":\"http");
    }

    @Test
    void showOfAListThatIsNotThereIsRefused() {
        refused("there is no list \"" + list + "\"; it comes to be with its first entry", "show", list);
    }

    @Test
    void aNameOfAnyScriptIsAList() {
        assertThat(printed("add", "über 100%?#", "x")).isEqualTo("added 1 to über 100%?#: x\n");
        assertThat(printed("show", "über 100%?#")).isEqualTo("  1  x\n");
    }

    @Test
    void whatComesFromAListCanNotCommandTheTerminal() {
        printed("add", list, "x", "--notes", "\u001B[2J");
        assertThat(printed("show", list, "1")).contains("␛[2J").doesNotContain("\u001B");
    }

    @Test
    void anUnknownCommandIsRefused() {
        unreadable("there is no command \"nope\"; ./todo --help shows those there are", "nope");
    }

    @Test
    void aCommandWithoutItsListIsRefused() {
        unreadable("Missing required parameter: 'LIST'; ./todo show --help says what it takes", "show");
    }

    @Test
    void aWrongTokenIsRefused() {
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("TODO_TOKEN", "wrong-wrong-wrong-wrong");
        assertThat(CommandLineRun.of(environment, "lists"))
                .isEqualTo(
                        new CommandLineRun(
                                1,
                                "",
                                environment.get("TODO_SERVER")
                                        + " does not know this token; give the server's in TODO_TOKEN, or its folder with --data\n"));
    }

    @Test
    void theTokenIsReadAgainWhenTheServerDoesNotKnowIt() {
        var tokens = new ArrayDeque<>(List.of(
                "of-a-server-before-this",
                environment().getOrDefault("TODO_TOKEN", ""),
                "never-wanted-while-that-opens"));
        try (var server =
                new Connection(URI.create(environment().getOrDefault("TODO_SERVER", "")), tokens::remove, () -> {})) {
            byte[] entry = Body.of(List.of(new Field.Title("Save me!")));
            assertThat(server.send("POST", Path.entries(list), entry)
                            .read(AnswerJson::entry)
                            .entry()
                            .id())
                    .isEqualTo(1);
            assertThat(server.all(Path.entries(list), AnswerJson::entry)).hasSize(1);
        }
        assertThat(tokens).hasSize(1);
    }

    @Test
    void withoutAServerItIsSaidHowToStartOne() {
        assertThat(CommandLineRun.of(Map.of(), "lists", "--server", "http://127.0.0.1:1"))
                .isEqualTo(new CommandLineRun(3, "", "no server at http://127.0.0.1:1; start it with ./todo\n"));
    }

    @Test
    void aServerThatIsNoAddressIsRefused() {
        unreadable("--server bob is wrong: it must be like http://127.0.0.1:7070", "lists", "--server", "bob");
    }

    @Nested
    class WithThreeEntries {
        @BeforeEach
        void add() {
            printed("add", list, "one");
            printed("add", list, "two", "--due", "2026-12-22", "--notes", "a note\nof two lines");
            printed("add", list, "three", "--due", "tomorrow", "--parent", "1");
        }

        @Test
        void showIndentsParts() {
            assertThat(printed("show", list))
                    .isEqualTo("  1  one\n  3    three  tomorrow\n  2  two      yesterday  ✎\n");
        }

        @Test
        void showCanBeOfADay() {
            assertThat(printed("show", list, "--due", "tomorrow")).isEqualTo("  3  three  tomorrow\n");
        }

        @Test
        void showCanBeOfThePast() {
            assertThat(printed("show", list, "--at", "1")).isEqualTo("  1  one\n");
        }

        @Test
        void showOfOneEntryTellsAll() {
            assertThat(printed("show", list, "2"))
                    .startsWith("2  two\n  due       yesterday  (2026-12-22)\n  added ")
                    .endsWith("\n    a note\n    of two lines\n");
            refused("there is no entry 4 in this list", "show", list, "4");
        }

        @Test
        void showPrintsAnArray() {
            assertThat(printed("show", list, "--json")).matches("\\[\\{.*}]\n");
        }

        @Test
        void doneCompletesSeveral() {
            assertThat(printed("done", list, "2", "3")).isEqualTo("done 2: two\ndone 3: three\n");
            assertThat(printed("show", list, "--open")).isEqualTo("  1  one\n");
            refused("there is no entry 9 in this list", "done", list, "9");
        }

        @Test
        void editChangesWhatIsNamed() {
            assertThat(printed("edit", list, "2", "--title", "TWO", "--tag", "a", "--tag", "b"))
                    .isEqualTo("  2  TWO  yesterday  #a #b  ✎\n");
            assertThat(printed("edit", list, "2", "--due", "none", "--no-tags", "--notes", "", "--parent", "1"))
                    .isEqualTo("  2  TWO\n");
            printed("done", list, "2");
            assertThat(printed("edit", list, "2", "--open")).isEqualTo("  2  TWO\n");
        }

        @Test
        void editRefuses() {
            refused(
                    "\"priority\" must be from 0 (none) and 1 (highest) to 9, not 99",
                    "edit",
                    list,
                    "1",
                    "--priority",
                    "99");
            unreadable("there is nothing to change; say what, as in ./todo edit LIST ID --due fri", "edit", list, "1");
            unreadable("give either --tag or --no-tags", "edit", list, "1", "--tag", "a", "--no-tags");
        }

        @Test
        void moveTellsTheIdInTheOtherList() {
            assertThat(printed("move", list, "2", "--to", list + "-2"))
                    .isEqualTo("moved 2 to " + list + "-2, as 1 there: two\n");
            refused("there is no entry 2 in this list", "move", list, "2", "--to", list + "-2");
        }

        @Test
        void rmRemovesSeveral() {
            assertThat(printed("rm", list, "3", "2"))
                    .isEqualTo("removed 3 from " + list + "\nremoved 2 from " + list + "\n");
            refused("there is no entry 2 in this list", "rm", list, "2");
        }

        @Test
        void undoGoesBackChangeByChange() {
            printed("edit", list, "1", "--title", "ONE");
            assertThat(printed("undo", list)).isEqualTo("took back 4: edited 1 ONE: title one → ONE\n");
            assertThat(printed("undo", list)).isEqualTo("took back 3: added 3 three, due tomorrow\n");
            assertThat(printed("undo", list, "5")).startsWith("took back 5: undid 4");
            assertThat(printed("undo", list)).isEqualTo("took back 4: edited 1 ONE: title one → ONE\n");
            printed("undo", list);
            printed("undo", list);
            refused("there is nothing to undo in " + list, "undo", list);
            refused("there is no version 99 of this list", "undo", list, "99");
        }

        @Test
        void historyIsNewestFirst() {
            printed("edit", list, "1", "--title", "ONE", "--due", "fri");
            assertThat(printed("history", list, "--limit", "2")).isEqualTo("""
                            4     today 12:00      owner   edited 1 ONE: title one → ONE, due none → Fri
                            3     today 12:00      owner   added 3 three, due tomorrow
                            """);
        }

        @Test
        void searchFindsInAllLists() {
            printed("add", list + "-2", list + " OF TWO LINES");
            assertThat(run("search", "of", "Two", "lines").out()).contains(list + "\n  2  two  yesterday  ✎\n");
            assertThat(printed("search", "of two lines", "--json")).contains("\"list\":\"" + list + "\"");
            assertThat(run("search", "no such thing"))
                    .isEqualTo(new CommandLineRun(0, "", "nothing has \"no such thing\" in it\n"));
        }

        @Test
        void listsTellHowMuchIsOpen() {
            printed("done", list, "1");
            assertThat(printed("lists")).containsPattern(list + " +2 open +1 done\n");
        }

        @Test
        void describeKeepsWhatIsNotNamed() {
            assertThat(printed("describe", list, "--title", "A title")).isEqualTo("described " + list + "\n");
            assertThat(printed("describe", list, "--colour", "#3366cc", "--json"))
                    .contains("\"title\":\"A title\",\"colour\":\"#3366cc\"");
            refused("\"colour\" must be like #3366cc", "describe", list, "--colour", "blue");
        }

        @Test
        void dropWantsToBeSure() {
            unreadable(
                    "this removes " + list + " with all its entries; if that is what you want, add --yes",
                    "drop",
                    list);
            assertThat(printed("drop", list, "--yes"))
                    .isEqualTo("dropped " + list + "; ./todo undo " + list + " brings it back\n");
            assertThat(run("show", list).code()).isEqualTo(1);
            assertThat(printed("undo", list)).isEqualTo("took back 7: dropped the list (4 changes in all)\n");
            assertThat(printed("show", list))
                    .isEqualTo("  1  one\n  3    three  tomorrow\n  2  two      yesterday  ✎\n");
        }

        @Test
        void oneUndoBringsATreeBack() {
            printed("rm", list, "1");
            assertThat(printed("undo", list)).isEqualTo("took back 5: removed 1 one (2 changes in all)\n");
            assertThat(printed("undo", list, "4")).isEqualTo("4 is taken back already: removed 3 three\n");
            assertThat(printed("show", list)).contains("\n  3    three");
            printed("move", list, "1", "--to", list + "-tree");
            printed("undo", list);
            assertThat(printed("show", list))
                    .isEqualTo("  2  two      yesterday  ✎\n  4  one\n  5    three  tomorrow\n");
        }
    }
}

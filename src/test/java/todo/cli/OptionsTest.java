package todo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import todo.account.OwnFile;
import todo.settings.Setting;
import todo.settings.Settings;

/// What is said twice, wrongly, or not at all.
class OptionsTest extends ServedTest {
    @ParameterizedTest
    @CsvSource({
        "--due, 2026-12-30, '30 Dec  !2  #home  ↻'",
        "--due, none, '!2  #home  ↻'",
        "--tag, work, 'today  !2  #work  ↻'",
        "--priority, 9, 'today  !9  #home  ↻'",
        "--repeat, none, 'today  !2  #home'",
        "--repeat, FREQ=WEEKLY, 'today  !2  #home  ↻'",
        "--notes, n, 'today  !2  #home  ↻  ✎'",
        "--remind, 0m, 'today  !2  #home  ↻'"
    })
    void anOptionWinsOverTheTitle(String option, String value, String shown) {
        String name = list + option + value;
        printed("add", name, "Water plants every day !2 #home", option, value);
        assertThat(printed("show", name)).isEqualTo("  1  Water plants  " + shown + "\n");
    }

    @Test
    void aRuleThatIsCountedFromCompletionIsReplacedWhole() {
        printed("add", list, "Water plants every 3 days after completion");
        printed("add", list, "Water plants every 3 days after completion", "--repeat", "FREQ=WEEKLY", "--due", "fri");
        assertThat(printed("show", list, "1")).contains("COMPLETION");
        assertThat(printed("show", list, "2")).contains("FREQ=WEEKLY").doesNotContain("COMPLETION");
    }

    @Test
    void showOfOneEntryHasEachFieldThatIsSet() {
        printed("add", list, "whole");
        printed(
                "add",
                list,
                "x",
                "--due",
                "2026-12-24T17:00",
                "--remind",
                "1d",
                "--repeat",
                "FREQ=DAILY",
                "--parent",
                "1",
                "--tag",
                "a",
                "--priority",
                "1",
                "--notes",
                "n",
                "--order",
                "0.5");
        assertThat(printed("show", list, "2"))
                .contains(
                        "\n  due       tomorrow 17:00",
                        "\n  reminds   1d before it is due\n",
                        "\n  repeats   FREQ=DAILY\n")
                .contains(
                        "\n  part of   1\n",
                        "\n  tags      a\n",
                        "\n  priority  1\n",
                        "\n  order     0.5\n",
                        "\n  uid  ");
        printed("edit", list, "2", "--remind", "2026-12-24T16:00:00Z");
        assertThat(printed("show", list, "2")).contains("\n  reminds   tomorrow 17:00\n");
    }

    @Test
    void aReminderNeedsADateToCountFrom() {
        String reason =
                "--remind needs a due date to count from; give --due too, or a time such as 2026-12-24T17:00:00Z";
        unreadable(reason, "add", list, "x", "--remind", "15m");
        unreadable(reason, "add", list, "x today", "--remind", "15m", "--due", "none");
        printed("add", list, "x", "--remind", "2026-12-24T17:00:00Z");
        unreadable(reason, "edit", list, "1", "--remind", "15m");
        printed("edit", list, "1", "--remind", "15m", "--due", "fri");
        printed("edit", list, "1", "--remind", "1d");
        unreadable(reason, "edit", list, "1", "--remind", "15m", "--due", "none");
    }

    @Test
    void whatMustBeANumberIsSaidByName() {
        String end = " must be a number such as 3, not \"abc\"; ./todo %s --help says what it takes";
        for (String command : new String[] {"show", "edit", "done", "rm", "move"}) {
            unreadable("ID" + end.formatted(command), command, list, "abc");
        }
        unreadable("VERSION" + end.formatted("undo"), "undo", list, "abc");
        unreadable("--priority" + end.formatted("add"), "add", list, "x", "--priority", "abc");
        unreadable("--order" + end.formatted("add"), "add", list, "x", "--order", "abc");
        unreadable("--limit" + end.formatted("history"), "history", list, "--limit", "abc");
    }

    @Test
    void showTakesTheMomentsThatRestoreTakes() {
        printed("add", list, "one");
        for (String moment : new String[] {"1", "2026-12-23T12:00", "2026-12-23T12:00:00", "2026-12-23T11:00Z"}) {
            assertThat(printed("show", list, "--at", moment)).as(moment).isEqualTo("  1  one\n");
            printed("restore", "--list", list, "--at", moment);
        }
        unreadable(
                "--at noon is wrong: it must be a time such as 2026-11-20T09:00, or a version such as 41",
                "show",
                list,
                "--at",
                "noon");
    }

    private static CommandLineRun with(String variable, String value, String... arguments) {
        Map<String, String> environment = new HashMap<>(environment());
        environment.put(variable, value);
        return CommandLineRun.of(environment, arguments);
    }

    @Test
    void aTokenMayHaveALineEnd() {
        String token = String.valueOf(environment().get("TODO_TOKEN"));
        for (String end : new String[] {"\n", "\r\n", " "}) {
            assertThat(with("TODO_TOKEN", token + end, "lists").code()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, '', false",
        "localhost, '', false",
        "::1, '', false",
        "0.0.0.0, '', true",
        "192.168.0.7, '', true",
        "todo.home.example, '', true",
        "0.0.0.0, http://todo.home.example, true",
        "0.0.0.0, https://todo.example.org, false"
    })
    void whereTheTokenTravelsAsPlainTextItIsSaid(String host, String publicUrl, boolean heard) {
        var settings =
                Settings.read(Map.of(Setting.HOST, List.of(host), Setting.PUBLIC_URL, List.of(publicUrl)), Map.of());
        assertThat(ServeCommand.isHeard(settings)).isEqualTo(heard);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "ü", "\u0000", " "})
    void whatCanBeNoTokenIsRefusedAndNotRepeated(String within, @TempDir Path data) throws Exception {
        String token = "secret-secret" + within + "secret-secret";
        var run = with("TODO_TOKEN", token, "lists");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("TODO_TOKEN holds no token")
                .hasLineCount(1)
                .doesNotContain("secret");
        OwnFile.replace(data.resolve("token"), token.getBytes(StandardCharsets.UTF_8));
        var ofFile = with("TODO_TOKEN", "", "lists", "--data", data.toString());
        assertThat(ofFile.code()).isEqualTo(3);
        assertThat(ofFile.err()).contains("holds no token").hasLineCount(1).doesNotContain("secret");
    }

    @Test
    void whatANewerServerAnswersIsPassedOverAndNamedIfOneWants() throws Exception {
        var newer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        newer.createContext("/", exchange -> {
            byte[] body = "[{\"name\":\"bob\",\"mood\":{\"x\":[1]},\"open\":1,\"completed\":0,\"url\":\"u\"}]"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        newer.start();
        try {
            String address = "http://127.0.0.1:" + newer.getAddress().getPort();
            assertThat(printed("lists", "--server", address)).isEqualTo("bob  1 open  0 done\n");
            assertThat(run("lists", "--server", address, "--verbose"))
                    .isEqualTo(
                            new CommandLineRun(
                                    0,
                                    "bob  1 open  0 done\n",
                                    "the server's answer has \"mood\", which this version of Todo does not know and passes over\n"));
        } finally {
            newer.stop(0);
        }
    }

    @Test
    void verboseNamesNothingThatThisServerAnswers() {
        printed("add", list, "x tomorrow #a", "--verbose");
        printed("edit", list, "1", "--title", "y", "--verbose");
        printed("describe", list, "--title", "z", "--verbose");
        for (String command : new String[] {"show", "history", "undo"}) {
            printed(command, list, "--verbose");
        }
        printed("show", list, "1", "--verbose");
        printed("lists", "--verbose");
        printed("search", "y", "--verbose");
    }

    @Test
    void aWrongAddressOfTheServerIsSaidByWhereItCameFromAndWithoutATokenThatIsInIt() {
        String server = String.valueOf(environment().get("TODO_SERVER"));
        assertThat(with("TODO_SERVER", server + "/\n", "lists").code()).isZero();
        assertThat(with("TODO_SERVER", "bob", "lists"))
                .isEqualTo(
                        new CommandLineRun(2, "", "TODO_SERVER bob is wrong: it must be like http://127.0.0.1:7070\n"));
        for (String wrong :
                new String[] {server + "/#token=secret", "http://me:secret@here:7070", server + "?t=secret"}) {
            unreadable("--server is wrong: it must be like http://127.0.0.1:7070", "lists", "--server", wrong);
        }
        for (String wrong : new String[] {"http://here:99999", "http://a b", "ftp://here", server + "/todo"}) {
            unreadable(
                    "--server " + wrong + " is wrong: it must be like http://127.0.0.1:7070",
                    "lists",
                    "--server",
                    wrong);
        }
    }
}

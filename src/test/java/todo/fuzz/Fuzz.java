package todo.fuzz;

import com.code_intelligence.jazzer.Jazzer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import todo.backup.BackupParsers;
import todo.cli.FileParsers;
import todo.json.JsonParsers;
import todo.server.WireParsers;
import todo.web.WebParsers;

/// All that reads what comes from outside, for Jazzer, which searches for inputs that lead to code it has not seen:
/// the first byte of an input picks who reads the rest.
///
/// CONTRIBUTING says how to let it search; what it finds is added to the examples here, which [FuzzTest] tries each
/// time.
public final class Fuzz {
    /// @param examples of what it takes, and of what it once failed on
    record Target(String name, Parser parser, List<String> examples) {
        List<byte[]> inputs() {
            return examples.stream()
                    .map(example -> example.getBytes(StandardCharsets.UTF_8))
                    .toList();
        }
    }

    private static final String ENTRY = """
            {"id":7,"uid":"u-1","title":"Milk ü 🥛","due":"2026-12-24T17:00+01:00[Europe/Berlin]","notes":"n",\
            "completed":true,"completedAt":"2026-12-24T17:00:00.001Z","priority":1,"tags":["a","b"],"order":1.5,\
            "parent":null,"repeat":"FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20271224T120000Z","remind":"-P1DT2H","properties":{"x":"y","z":null},\
            "version":3,"createdAt":"2026-12-24T17:00:00Z","updatedAt":"2026-12-24T17:00:00Z"}""";

    static final List<Target> ALL = List.of(
            new Target(
                    "a path",
                    WebParsers::target,
                    List.of("/api/lists/gr%C3%BC%2Fn/entries/1", "/", "//", "/%", "/%ff", "/a%00b", "/%F0%9F%A5%9B")),
            new Target(
                    "a query",
                    WebParsers::query,
                    List.of(
                            "due=2026-12-24&q=a+b%20c&limit=10&after=3",
                            "at=2026-12-24T17:00:00Z&overdue=true&zone=Europe/Berlin",
                            "at=999999999999999999&from=2026-01-01&to=2026-02-30&completed=yes&ids=keep",
                            "&&=&a&%",
                            "q=%ff")),
            new Target("entity tags", WebParsers::etags, List.of("\"7\", W/\"8\" , \"x\"", "*", "\"7", ",", "\"\"")),
            new Target(
                    "an authorization",
                    WebParsers::authorization,
                    List.of("Bearer abc", "Basic YTpi", "basic ====", "Bearer ", "Digest x=y", "Basic OjpiOg==")),
            new Target(
                    "a host",
                    WebParsers::host,
                    List.of("localhost:7070", "127.0.0.1", "[::1]:80", "evil.example", "todo.example.", "1.2.3.4.5")),
            new Target(
                    "a draft",
                    JsonParsers::draft,
                    List.of(ENTRY, "{\"title\":null,\"tags\":[\"a\",\"a\"],\"order\":1e400}", "[{}]", "{\"id\":1e9}")),
            new Target(
                    "a list's properties",
                    JsonParsers::properties,
                    List.of("{\"title\":\"Food\",\"colour\":\"#3366cc\",\"order\":-0.0}", "{}")),
            new Target(
                    "what is stored",
                    JsonParsers::stored,
                    List.of(
                            ENTRY,
                            "{\"entry\":" + ENTRY + ",\"kind\":\"added\"}",
                            "{\"entry\":" + ENTRY + ",\"kind\":\"edited\",\"undoes\":2,\"was\":{\"title\":\"x\","
                                    + "\"version\":2,\"updatedAt\":\"2026-12-24T17:00:00Z\"}}",
                            "{\"entry\":" + ENTRY + ",\"kind\":\"movedOut\",\"to\":\"x\"}")),
            new Target(
                    "an answer",
                    JsonParsers::answers,
                    List.of(
                            ENTRY.replace("{\"id\"", "{\"list\":\"bob\",\"url\":\"http://x\",\"id\""),
                            "{\"name\":\"bob\",\"version\":1,\"open\":1,\"completed\":0,\"changedAt\":"
                                    + "\"2026-12-24T17:00:00Z\"}",
                            "{\"version\":1,\"at\":\"2026-12-24T17:00:00Z\",\"by\":\"me\",\"kind\":\"added\",\"entry\":"
                                    + ENTRY + "}")),
            new Target(
                    "an edit of another node",
                    WireParsers::edit,
                    List.of(
                            "{\"edit\":\"amend\",\"id\":1,\"zone\":\"Europe/Berlin\",\"fields\":[{\"title\":\"x\"},"
                                    + "{\"due\":\"2026-12-24\"},{\"properties\":{\"a\":\"b\"},\"all\":true},{\"order\":1.5}]}",
                            "{\"edit\":\"restore\",\"missing\":[\"a\"],\"leaving\":[],\"then\":{\"version\":3,\"lastId\":7,"
                                    + "\"changedAt\":\"2026-12-24T17:00:00Z\",\"alive\":true,\"properties\":{},\"entries\":["
                                    + ENTRY + "]}}",
                            "{\"edit\":\"all\",\"edits\":[{\"edit\":\"remove\",\"id\":1},{\"edit\":\"send\",\"id\":1,"
                                    + "\"list\":\"x\"}]}",
                            "{\"edit\":\"receive\",\"list\":\"ann\",\"changes\":[{\"version\":1,\"by\":\"me\","
                                    + "\"at\":\"2026-12-24T17:00:00Z\",\"kind\":\"movedOut\",\"to\":\"x\",\"entry\":"
                                    + ENTRY
                                    + "}]}")),
            new Target(
                    "a question of another node",
                    WireParsers::question,
                    List.of(
                            "{\"ask\":\"byUid\",\"uid\":\"u-1\"}",
                            "{\"ask\":\"entries\",\"limit\":50,\"query\":{\"from\":\"2026-12-24\",\"to\":\"2026-12-25\","
                                    + "\"completed\":true,\"text\":\"x\",\"after\":7,\"lastCompletedFirst\":false}}")),
            new Target(
                    "a reply of another node",
                    WireParsers::reply,
                    List.of(
                            "{\"version\":3,\"replayed\":false,\"changes\":[],\"entries\":[" + ENTRY + "]}",
                            "{\"version\":3,\"replayed\":true,\"first\":1,\"last\":3,\"ids\":[1,2]}",
                            "{\"selected\":{\"alive\":true,\"version\":3,\"entries\":[" + ENTRY + "]}}",
                            "{\"elsewhere\":7}",
                            "{\"failure\":\"BUSY\",\"message\":\"why\"}",
                            "{\"refusal\":{\"refusal\":\"clashing\",\"version\":2,\"clashes\":[{\"made\":{\"notes\":\"x\"},"
                                    + "\"now\":{\"tags\":[]}}]}}",
                            "{\"refusal\":{\"refusal\":\"stale\",\"version\":2,\"current\":" + ENTRY + "}}")),
            new Target(
                    "an export",
                    FileParsers::export,
                    List.of("{\"format\":\"todo-list\",\"formatVersion\":1,\"list\":{\"name\":\"bob\"},\"entries\":["
                            + ENTRY + "]}")),
            new Target(
                    "a backup",
                    BackupParsers::backup,
                    List.of(
                            "{\"made\":\"2026-12-24T17:00:00Z\",\"schema\":3,\"workers\":1,\"tables\":{\"list\":[\"key\",\"name\"]}}\n"
                                    + "[\"list\",1,\"bob\"]\n[\"list\",2,null]\n{\"list\":2}",
                            "{\"schema\":9999999999}",
                            "{\"tables\":{\"list\":[]}}\n[]\n[null]\n{}",
                            "todo-backup 1\npart 1 99999999999 0\n")),
            new Target(
                    "settings",
                    FileParsers::settings,
                    List.of(
                            "a\n127.0.0.1\n7070\n3\ntodo.example.org\nhttps://example.org\n10m\nfalse",
                            "b\n::1\n65536\n-1\n.\n*\n0s\nmaybe\n\0",
                            "999999d\n999999d\n999999d\n999999d\n999999d\n999999d\n999999d\n999999d")),
            new Target(
                    "a rule",
                    FileParsers::rule,
                    List.of(
                            "FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20271224T120000Z;WKST=SU;INTERVAL=2",
                            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                            "FREQ=MONTHLY;BYDAY=-1FR,2MO;BYSETPOS=1,-1;BYHOUR=1,2;BYMINUTE=0,30;BYSECOND=59;COUNT=999999",
                            "FREQ=SECONDLY;INTERVAL=999999;BYWEEKNO=-53;BYYEARDAY=366")),
            new Target(
                    "a line",
                    FileParsers::line,
                    List.of(
                            "Milk tomorrow 5pm every week #food !1",
                            "Müll rausbringen jeden zweiten Freitag um 17 Uhr ab 1.2.",
                            "\"tomorrow\" in 99999999999 days every 0 weeks 31.02.0000 25:61",
                            "every 1st of feb until 30 feb #a #a !9 !!!")),
            new Target(
                    "a date",
                    FileParsers::due,
                    List.of(
                            "2026-12-24",
                            "2026-12-24T17:00",
                            "2026-12-24T17:00+01:00[Europe/Berlin]",
                            "2026-10-25T02:30+02:00[Europe/Berlin]",
                            "+9999y",
                            "fri 17:00",
                            "9999-12-31T23:59-18:00",
                            "-999999999-01-01T00:00Z")));

    private Fuzz() {}

    /// Lets Jazzer search, from the examples on.
    ///
    /// @param arguments how many seconds, the folder in which it keeps what it comes upon, and the number that its
    ///   choices come from, 0 for another each time
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var corpus = Files.createDirectories(Path.of(arguments[1]));
        for (int target = 0; target < ALL.size(); target++) {
            var inputs = ALL.get(target).inputs();
            for (int i = 0; i < inputs.size(); i++) {
                byte[] example = new byte[inputs.get(i).length + 1];
                example[0] = (byte) target;
                System.arraycopy(inputs.get(i), 0, example, 1, example.length - 1);
                Files.write(corpus.resolve("example-" + target + "-" + i), example);
            }
        }
        Jazzer.main(new String[] {
            "--target_class=" + Fuzz.class.getName(),
            "--instrumentation_includes=todo.**",
            "--custom_hook_includes=todo.**",
            "--reproducer_path=" + corpus.getParent(),
            "-artifact_prefix=" + corpus.getParent() + "/",
            "-max_total_time=" + arguments[0],
            "-max_len=4096",
            "-seed=" + arguments[2],
            corpus.toString()
        });
    }

    /// Called by Jazzer.
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length > 0) {
            ALL.get(Byte.toUnsignedInt(input[0]) % ALL.size())
                    .parser()
                    .parse(Arrays.copyOfRange(input, 1, input.length));
        }
    }
}

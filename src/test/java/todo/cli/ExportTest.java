package todo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import todo.json.EntryJson;
import todo.json.Json;
import todo.list.Change;
import todo.list.Entry;
import todo.list.Field;
import todo.list.Result;
import todo.list.SomeEdits;
import todo.list.TodoList;

class ExportTest extends ServedTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("list.json");
    }

    private static String entry(long id, String title, String parent) {
        return """
                {"id":%d,"uid":"uid-%s-%d","title":"%s","due":null,"notes":"","completed":false,"completedAt":null,\
                "priority":0,"tags":[],"order":%d,"parent":%s,"repeat":null,"remind":null,"properties":{},"version":1,\
                "createdAt":"2020-01-01T00:00:00Z","updatedAt":"2020-01-01T00:00:00Z"}""".formatted(id, title, id, title, id, parent);
    }

    private void write(String... entries) throws IOException {
        Files.writeString(
                file,
                "{\"format\":\"todo-list\",\"formatVersion\":1,\"list\":{\"name\":\"%s\"},\"entries\":[%s]}"
                        .formatted(list, String.join(",", entries)));
    }

    /// What entries are, but for where they are and when they came there.
    private static String whole(String list) {
        return printed("show", list, "--json")
                .replaceAll(",\"(list|url|updatedAt)\":\"[^\"]*\"|,\"version\":[0-9]+", "");
    }

    @Test
    void anImportOfAnExportIsTheSameList() {
        printed("describe", list, "--title", "Title", "--colour", "#112233", "--order", "2");
        printed("add", list, "part", "--due", "2026-12-24T17:00+01:00[Europe/Berlin]", "--tag", "ü", "--notes", "1\n2");
        printed("add", list, "gone");
        printed("add", list, "whole", "--repeat", "FREQ=DAILY", "--order", "0.5");
        printed("rm", list, "2");
        printed("edit", list, "1", "--parent", "3");
        printed("done", list, "1");
        assertThat(printed("export", list, "--out", file.toString()))
                .isEqualTo("exported " + list + " to " + file + "\n");

        assertThat(printed("import", file.toString(), "--to", "copy")).isEqualTo("imported 2 into copy\n");
        assertThat(whole("copy")).isEqualTo(whole(list));
        assertThat(printed("export", "copy")).contains("\"title\":\"Title\",\"colour\":\"#112233\",\"order\":2");
        assertThat(printed("import", file.toString(), "--to", "copy"))
                .isEqualTo("imported 0 into copy (2 were there already)\n");
    }

    @Test
    void titlesOfEarlierServersAreCleanedAndThatIsSaid() throws IOException {
        write(
                entry(1, "A", "null").replace("\"title\":\"A\"", "\"title\":\"two\\nlines\\tand \\u0007bell\""),
                entry(2, "fine ", "null"),
                entry(3, "C", "null").replace("\"title\":\"C\"", "\"title\":\"\\u0001\""));
        var run = run("import", file.toString(), "--to", "cleaned");
        assertThat(run.err())
                .contains("2 titles had line ends or control characters, which became blanks or were left out");
        assertThat(exported("cleaned"))
                .extracting(Entry::title)
                .containsExactly("two lines and bell", "fine ", "(untitled)");
    }

    @Test
    void whereIdsAreTakenEntriesGetNewOnes() throws IOException {
        printed("add", "taken", "own");
        write(entry(1, "A", "null"), entry(2, "B", "null"));
        assertThat(printed("import", file.toString(), "--to", "taken")).isEqualTo("imported 2 into taken\n");
        assertThat(exported("taken")).extracting(Entry::title).containsExactly("own", "A", "B");
    }

    /// What there is to an entry, but for where it is and when it came there; its parent by uid.
    private record Whole(String uid, Instant createdAt, List<Field> fields, String parent) {
        static List<Whole> of(List<Entry> entries) {
            Map<Long, String> uids = new HashMap<>();
            entries.forEach(entry -> uids.put(entry.id(), entry.uid()));
            return entries.stream()
                    .map(entry -> new Whole(
                            entry.uid(),
                            entry.createdAt(),
                            entry.as(entry.id(), 0, entry.order()).fields(),
                            uids.getOrDefault(entry.parent(), "")))
                    .sorted(Comparator.comparing(Whole::uid))
                    .toList();
        }
    }

    private static List<Entry> exported(String list) {
        return ExportFile.parse(printed("export", list).getBytes(StandardCharsets.UTF_8))
                .entries();
    }

    @Test
    void whateverIsExportedIsTheSameUnderAnotherNameAlsoWhereIdsAreTaken() throws IOException {
        for (int seed = 0; seed < 10; seed++) {
            var edits = new SomeEdits(seed);
            var made = TodoList.EMPTY;
            List<Change> history = new ArrayList<>();
            while (history.size() < 150) {
                if (made.apply(edits.next(made, history), List.of(), "owner", Instant.EPOCH.plusSeconds(seed))
                        instanceof Result.Changed changed) {
                    made = changed.list();
                    history.addAll(changed.changes());
                }
            }
            var entries = made.all();
            Files.write(file, Json.write(json -> {
                json.writeStartObject();
                json.writeStringProperty("format", "todo-list");
                json.writeNumberProperty("formatVersion", 1);
                json.writeArrayPropertyStart("entries");
                entries.forEach(entry -> {
                    json.writeStartObject();
                    EntryJson.writeAll(json, entry);
                    json.writeEndObject();
                });
                json.writeEndArray();
                json.writeEndObject();
            }));
            String copy = "copy " + seed;
            printed("import", file.toString(), "--to", copy);
            assertThat(exported(copy))
                    .extracting(Entry::id)
                    .isSubsetOf(entries.stream().map(Entry::id).toList());
            assertThat(Whole.of(exported(copy))).as("seed %d", seed).isEqualTo(Whole.of(entries));
            assertThat(printed("export", copy, "--out", file.toString())).startsWith("exported");
            String taken = "taken " + seed;
            printed("add", taken, "here before");
            printed("import", file.toString(), "--to", taken);
            var there = Whole.of(exported(taken).stream()
                    .filter(entry -> !entry.title().equals("here before"))
                    .toList());
            assertThat(there).as("seed %d", seed).isEqualTo(Whole.of(entries));
        }
    }

    @Test
    void aSubtaskStaysASubtask() {
        printed("add", list, "whole");
        printed("add", list, "part", "--parent", "1");
        printed("export", list, "--out", file.toString());
        printed("import", file.toString(), "--to", list + "-2");
        assertThat(printed("show", list + "-2")).isEqualTo("  1  whole\n  2    part\n");
    }

    @Test
    void aLongListIsExportedAndImportedInPages() throws IOException {
        write(IntStream.rangeClosed(1, 2_500)
                .mapToObj(id -> entry(id, "long", "null"))
                .toArray(String[]::new));
        assertThat(printed("import", file.toString())).isEqualTo("imported 2500 into " + list + "\n");
        String exported = printed("export", list);
        assertThat(exported.split("\"uid\"", -1)).hasSize(2_501);
        Files.writeString(file, exported);
        assertThat(printed("import", file.toString(), "--to", list))
                .isEqualTo("imported 0 into " + list + " (2500 were there already)\n");
    }

    @Test
    void whereIdsAreTakenPartsFollowTheirWhole() throws IOException {
        printed("add", list, "here before");
        write(entry(1, "t", "7"), entry(7, "t", "9"), entry(9, "t", "null"));
        assertThat(printed("import", file.toString())).isEqualTo("imported 3 into " + list + "\n");
        assertThat(printed("show", list).lines().collect(Collectors.toList()))
                .containsExactly("  1  here before", "  2  t", "  3    t", "  4      t");
    }

    @Test
    void anImportThatBrokeOffGoesOn() throws IOException {
        write(entry(1, "u", "null"), entry(2, "u", "null"));
        printed("import", file.toString());
        write(entry(1, "u", "null"), entry(2, "u", "null"), entry(5, "u", "2"));
        assertThat(printed("import", file.toString()))
                .isEqualTo("imported 1 into " + list + " (2 were there already)\n");
        assertThat(printed("show", list)).isEqualTo("  1  u\n  2  u\n  5    u\n");
    }

    @Test
    void whatANewerExportHasIsNamed() throws IOException {
        write(entry(1, "n", "null").replace("{\"id\"", "{\"mood\":1,\"id\""));
        assertThat(run("import", file.toString()))
                .isEqualTo(new CommandLineRun(
                        0,
                        "imported 1 into " + list + "\n",
                        "the file has \"mood\", which this version of Todo does not know and leaves out\n"));
    }

    @Test
    void aFileThatCanNotBeWrittenIsAnErrorAndLeavesNothing() throws IOException {
        printed("add", list, "x");
        var run = run("export", list, "--out", folder.resolve("none/list.json").toString());
        assertThat(run.code()).isEqualTo(3);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsNoExportIsRefusedBeforeAnythingIsSent() throws IOException {
        Files.writeString(file, "{\"format\":\"other\"}");
        unreadable(
                "can't import " + file + ": it is not an export of a list: \"format\" must be \"todo-list\"",
                "import",
                file.toString());
        write(entry(1, "v", "null"), entry(1, "w", "null"));
        unreadable("can't import " + file + ": the id or uid of entry 1 is there twice", "import", file.toString());
        Files.writeString(file, Files.readString(file).substring(0, 300));
        assertThat(run("import", file.toString()).err()).startsWith("can't import " + file + ": not JSON: ");
        unreadable(
                "there is no file " + folder.resolve("none"),
                "import",
                folder.resolve("none").toString());
        assertThat(run("show", list).code()).isEqualTo(1);
    }

    @Test
    void anExportOfNoListLeavesNoFile() {
        refused(
                "there is no list \"" + list + "\"; it comes to be with its first entry",
                "export",
                list,
                "--out",
                file.toString());
        assertThat(folder).isEmptyDirectory();
    }
}

package todo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandsTest extends ServedTest {
    @TempDir
    private Path folder;

    private String file = "";

    @BeforeEach
    void add() {
        file = folder.resolve("all.backup").toString();
        printed("add", list, "milk");
        printed("add", list, "bread");
    }

    @Test
    void aBackupIsMadeOfARunningServerAndRestoredAsAFolder() {
        assertThat(printed("backup", file)).startsWith("backed up ").endsWith(" KiB), and read it back\n");
        String fresh = folder.resolve("new").toString();
        assertThat(printed("restore", file, "--data", fresh, "--workers", "2"))
                .startsWith("restored ")
                .endsWith("and checked them; start it with ./todo --data " + fresh + "\n");
        String again = folder.resolve("again.backup").toString();
        var offline = CommandLineRun.of(Map.of(), "backup", again, "--data", fresh, "--json");
        assertThat(offline.code()).isZero();
        assertThat(offline.out().replaceFirst("\"bytes\":[0-9]+", ""))
                .isEqualTo(printed("backup", file + "2", "--json").replaceFirst("\"bytes\":[0-9]+", ""));
    }

    @Test
    void aFileThatIsThereIsNotWrittenOver() throws IOException {
        Files.writeString(Path.of(file), "mine");
        refused(file + " is there already; give the backup another name", "backup", file);
    }

    @Test
    void aBackupNeedsAFolderThatIsThere() {
        String nowhere = folder.resolve("nowhere/x").toString();
        unreadable(
                "can't write " + nowhere + ": there is no folder " + folder.resolve("nowhere") + "; make it first",
                "backup",
                nowhere);
        unreadable(
                "there are no lists in " + folder + "; give --data the folder of a server",
                "backup",
                file,
                "--data",
                folder.toString());
    }

    @Test
    void whatIsNotABackupIsNotRestored() throws IOException {
        Files.writeString(Path.of(file), "something");
        var run = run("restore", file, "--data", folder.resolve("new").toString());
        assertThat(run)
                .isEqualTo(new CommandLineRun(
                        3, "", "can't use " + file + " as a backup: it is not a backup, or was cut off\n"));
    }

    @Test
    void aListGoesBackAndForthOnARunningServer() {
        printed("rm", list, "1");
        assertThat(printed("restore", "--list", list, "--at", "2"))
                .isEqualTo("restored " + list + ": 1 added, 0 edited, 0 removed; ./todo restore --list " + list
                        + " --at 3 takes that back\n");
        assertThat(printed("restore", "--list", list, "--at", "4")).isEqualTo(list + " is as it was already\n");
        assertThat(printed("restore", "--list", list, "--at", "2026-12-23T12:00"))
                .contains("as it was already");
        refused("there is no version 9 of this list", "restore", "--list", list, "--at", "9");
        unreadable(
                "--at yesterday is wrong: it must be a time such as 2026-11-20T09:00, or a version such as 41",
                "restore",
                "--list",
                list,
                "--at",
                "yesterday");
        unreadable(
                "say with --at when the list was as it should be: --at 2026-11-20T09:00, or a version",
                "restore",
                "--list",
                list);
    }

    @Test
    void aListGoesBackToWhatABackupHas() {
        printed("backup", file);
        printed("rm", list, "1");
        printed("add", list, "butter");
        assertThat(printed("restore", file, "--list", list))
                .startsWith("restored " + list + ": 1 added, 0 edited, 1 removed;");
        assertThat(printed("restore", file, "--list", list, "--at", "1", "--as", "copy"))
                .isEqualTo("restored copy with 1 entries as a new list\n");
        assertThat(printed("show", "copy")).contains("milk").doesNotContain("bread");
        refused("there is no list \"none\" in " + file, "restore", file, "--list", "none");
    }

    @Test
    void aListComesOutOfABackupWithItsSubtasks() {
        printed("add", list, "fat free", "--parent", "1");
        printed("backup", file);
        printed("restore", file, "--list", list, "--as", "tree");
        assertThat(printed("show", "tree")).isEqualTo("  1  milk\n  3    fat free\n  2  bread\n");
    }

    @Test
    void aListWithAnotherHistoryIsLeftAlone(@TempDir Path other) throws IOException {
        var settings = todo.settings.Settings.read(
                Map.of(
                        todo.settings.Setting.DATA,
                        java.util.List.of(other.toString()),
                        todo.settings.Setting.PORT,
                        java.util.List.of("0")),
                Map.of());
        try (var running = Running.start(settings, CommandLineRun.CLOCK, Map.of())) {
            var there = Map.of(
                    "TODO_SERVER",
                    running.address().toString(),
                    "TODO_TOKEN",
                    running.token().value());
            CommandLineRun.of(there, "add", list, "tea");
            CommandLineRun.of(there, "backup", file);
        }
        refused(
                "the list \"" + list + "\" on the server has another history than the one in " + file
                        + "; give --as NAME to bring that back as a new list",
                "restore",
                file,
                "--list",
                list);
    }
}

package todo.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import todo.TestClock;
import todo.list.Entry;
import todo.list.ListBeingMade;
import todo.store.Database;
import todo.store.StoreException;

class BackupTest {
    @TempDir
    private Path folder;

    private Path data;
    private Path file;

    @BeforeEach
    void fill() {
        data = Fixture.filled(folder.resolve("data"));
        file = folder.resolve("all.backup");
    }

    private void isRefused(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        assertThatThrownBy(() -> Backup.check(file)).isInstanceOf(BadBackup.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 7})
    void whatIsRestoredIsTheSameWithAnyNumberOfWorkers(int workers) throws IOException {
        var summary = Fixture.backUp(data, file);
        assertThat(summary).hasToString("4 lists, 3 entries and 9 changes");
        assertThat(Restoring.toFolder(file, folder.resolve("new"), workers)).isEqualTo(summary);
        try (var before = Fixture.start(data, 0);
                var after = Fixture.start(folder.resolve("new"), workers)) {
            assertThat(Fixture.all(after)).isEqualTo(Fixture.all(before)).hasSize(3);
            assertThat(Fixture.history(after, "gone")).isEqualTo(Fixture.history(before, "gone"));
            var added = Fixture.make(after, "groceries", ListBeingMade.adding("butter"));
            assertThat(added.version())
                    .isEqualTo(Fixture.history(before, "groceries").size() + 1L);
        }
    }

    @Test
    void aBackupOfWhatWasRestoredIsTheSame() throws IOException {
        var summary = Fixture.backUp(data, file);
        Restoring.toFolder(file, folder.resolve("new"), 5);
        assertThat(Fixture.backUp(folder.resolve("new"), folder.resolve("again.backup")))
                .isEqualTo(summary);
    }

    @Test
    void aListWhoseHistoryWasCutComesBackWithWhatIsKept() throws IOException {
        List<Entry> groceries;
        try (var system = Fixture.start(data, 0)) {
            groceries = Fixture.entries(system, "groceries");
        }
        try (var database = Database.open(data, 0)) {
            assertThat(database.trim(TestClock.START.plusSeconds(86_400)).join())
                    .isPositive();
        }
        var summary = Fixture.backUp(data, file);
        assertThat(Restoring.toFolder(file, folder.resolve("new"), 2)).isEqualTo(summary);
        try (var database = Database.open(folder.resolve("new"), 0)) {
            assertThat(database.check((_, _, _) -> {}).sound()).isTrue();
            assertThat(database.floor("groceries").join().version()).isPositive();
        }
        try (var after = Fixture.start(folder.resolve("new"), 0)) {
            assertThat(Fixture.entries(after, "groceries")).isEqualTo(groceries).isNotEmpty();
            Fixture.add(after, "groceries", "butter");
        }
        assertThat(Restoring.list(file, "groceries", Long.MAX_VALUE, Instant.MAX))
                .satisfies(then -> assertThat(then.list().all()).isEqualTo(groceries));
        assertThat(Restoring.list(file, "groceries", 1, Instant.MAX)).isNull();
    }

    @Test
    void aByteThatIsFlippedAnywhereIsFound() throws IOException {
        Fixture.backUp(data, file);
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes).hasSizeGreaterThan(500);
        for (int at = 0; at < bytes.length; at++) {
            for (int flip : List.of(0x01, 0x20, 0xff)) {
                bytes[at] ^= (byte) flip;
                isRefused(bytes);
                bytes[at] ^= (byte) flip;
            }
        }
        Files.write(file, bytes);
        assertThat(Backup.check(file).lists()).isEqualTo(4);
    }

    @Test
    void aBackupThatIsCutOffAnywhereIsRefused() throws IOException {
        Fixture.backUp(data, file);
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 0; length < bytes.length; length++) {
            isRefused(java.util.Arrays.copyOf(bytes, length));
        }
        isRefused(java.util.Arrays.copyOf(bytes, bytes.length + 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM change WHERE version = 2",
                "DELETE FROM entry",
                "UPDATE entry SET data = replace(data, 'bread', 'bred')",
                "UPDATE change SET data = replace(data, 'bread', 'bred') WHERE version = 2",
                "UPDATE list SET properties = '{\"title\":\"x\"}'",
                "UPDATE change SET open = open + 1",
                "UPDATE change SET data = substr(data, 2)",
            })
    void aListThatIsDamagedIsNotBackedUpAsIfItWereWell(String damage) throws SQLException {
        Fixture.execute(data, damage);
        assertThatThrownBy(() -> Fixture.backUp(data, file))
                .isInstanceOf(BadBackup.class)
                .hasMessageContaining(file.toString());
        assertThat(folder).isDirectoryNotContaining("glob:**.backup*");
    }

    @Test
    void aFileThatIsThereIsNotWrittenOver() throws IOException {
        Files.writeString(file, "something");
        assertThatThrownBy(() -> Fixture.backUp(data, file))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("another name");
        assertThat(file).hasContent("something");
    }

    @Test
    void onlyItsOwnerCanReadIt() throws IOException {
        Fixture.backUp(data, file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void whatBreaksOffLeavesNoFile() {
        assertThatThrownBy(() -> Backup.write(file, (OutputStream out) -> {
                    out.write("todo-backup 1\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                    throw new IOException("No space left on device");
                }))
                .hasMessage("No space left on device");
        assertThat(folder).isDirectoryNotContaining("glob:**.backup*");
    }

    @Test
    void aFolderWithListsIsNotRestoredInto() throws IOException {
        Fixture.backUp(data, file);
        assertThatThrownBy(() -> Restoring.toFolder(file, data, 0))
                .isInstanceOf(StoreException.class)
                .hasMessage(data + " holds lists already; give --data a new folder");
    }

    @Test
    void aBackupThatIsDamagedLeavesNoFolderWithLists() throws IOException {
        Fixture.backUp(data, file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> Restoring.toFolder(file, folder.resolve("new"), 0))
                .isInstanceOf(BadBackup.class)
                .hasMessageContaining("is damaged: part 1 is not what was written");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void aListThatCouldNotBeAskedForIsNamedAndNotRestored() throws IOException {
        Fixture.backUp(data, file);
        var changed = folder.resolve("changed");
        try (var in = Files.newInputStream(file);
                var out = Files.newOutputStream(changed)) {
            var reader = new PartReader(in);
            var writer = new PartWriter(out);
            for (byte[] line = reader.next(); line != null; line = reader.next()) {
                String text = new String(line, StandardCharsets.UTF_8).replace("\"groceries\"", "\"../../x\"");
                writer.line(text.getBytes(StandardCharsets.UTF_8));
            }
            writer.end();
        }
        assertThatThrownBy(() -> Restoring.toFolder(changed, folder.resolve("new"), 0))
                .isInstanceOf(BadBackup.class)
                .hasMessageEndingWith("it has a list \"../../x\", and a list's name must not have a / in it");
    }

    @Test
    void aPartThatUnpacksToMoreThanAWriterPutsInOneIsRefused() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(packed)) {
            byte[] line = "x".repeat((1 << 20) - 1).concat("\n").getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 300; i++) {
                zip.write(line);
            }
        }
        try (var out = Files.newOutputStream(file)) {
            out.write((PartWriter.FIRST + "\n").getBytes(StandardCharsets.US_ASCII));
            out.write((PartWriter.partLine(1, packed.size(), packed.toByteArray()) + "\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(packed.toByteArray());
        }
        assertThatThrownBy(() -> Restoring.toFolder(file, folder.resolve("new"), 0))
                .isInstanceOf(BadBackup.class)
                .hasMessageContaining("is damaged: part 1 does not end where a line ends");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void aRestoreThatWasCutOffIsBegunAnew() throws IOException {
        Fixture.backUp(data, file);
        var fresh = folder.resolve("new");
        Files.createDirectories(fresh.resolve("restoring"));
        Files.writeString(fresh.resolve("restoring").resolve("todo-0.db"), "half");
        Restoring.toFolder(file, fresh, 0);
        assertThat(fresh.resolve("restoring")).doesNotExist();
        try (var after = Fixture.start(fresh, 0)) {
            assertThat(Fixture.entries(after, "party")).hasSize(1);
        }
    }
}

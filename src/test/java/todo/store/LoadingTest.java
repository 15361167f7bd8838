package todo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static todo.list.ListBeingMade.adding;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import todo.disk.Answer;
import todo.disk.Call;
import todo.disk.Tap;
import todo.disk.Witness;
import todo.list.Edit;
import todo.store.StoreException.Trouble;

@EnabledOnOs(OS.LINUX)
class LoadingTest {
    @TempDir
    private Path folder;

    @Test
    void aListCanBeLoadedWhileTheDiskIsFull() throws Exception {
        Database.open(folder, 1).close();
        var disk = new AtomicReference<Witness>((_, real) -> real.get());
        try (var _ = Tap.watch(folder, (call, real) -> disk.get().on(call, real));
                var database = Database.open(folder, 0)) {
            var bob = new Stored(database, "bob").add("milk").add("bread").store(new Edit.Remove(1));
            disk.set((call, real) ->
                    call instanceof Call.Write && !call.path().toString().endsWith("-shm") ? Answer.FULL : real.get());
            assertThat(Stored.titles(database, "bob")).containsExactly("bread");
            assertThat(Stored.failure(bob.queue(adding("eggs"))).trouble()).isEqualTo(Trouble.DISK_FULL);
            assertThat(Stored.titles(database, "bob")).containsExactly("bread");
            disk.set((_, real) -> real.get());
            new Stored(database, "bob").add("eggs");
            assertThat(Stored.titles(database, "bob")).containsExactly("bread", "eggs");
        }
    }

    @Test
    void aChangeIsStoredAlsoWhileItsEntryCanNotBe() throws SQLException {
        var file = folder.resolve("todo-0.db");
        try (var database = Database.open(folder, 1)) {
            var bob = new Stored(database, "bob").add("milk");
            Stored.execute(file, "ALTER TABLE entry RENAME TO away");
            bob.add("bread");
            assertThat(database.load("bob")).failsWithin(Duration.ofMinutes(1));
            Stored.execute(file, "ALTER TABLE away RENAME TO entry");
            assertThat(Stored.titles(database, "bob")).containsExactly("milk", "bread");
            database.allSettled().join();
            assertThat(Stored.number(file, "SELECT count(*) FROM entry")).isEqualTo(2);
        }
    }
}

package todo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static todo.list.ListBeingMade.NOON;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import todo.disk.Answer;
import todo.disk.Call;
import todo.disk.Recorder;
import todo.disk.Tap;
import todo.disk.Witness;
import todo.list.Edit;

/// The power goes while files are made anew or old history is removed.
@EnabledOnOs(OS.LINUX)
class KeepingCutTest {
    private static final int LISTS = 6;
    private static final int CHANGES = 30;
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void makeLists() {
        data = folder.resolve("run");
        try (var database = Database.open(data, 2)) {
            for (int list = 0; list < LISTS; list++) {
                var stored = new Stored(database, "list " + list);
                for (int i = 1; i < CHANGES; i++) {
                    stored.at(NOON.plus(DAY.multipliedBy(i)));
                    stored.add("entry " + i);
                }
                stored.store(new Edit.Remove(1));
            }
        }
    }

    private interface Work {
        void on(Path data);
    }

    private Recorder record(UnaryOperator<Witness> door, Work work) throws Exception {
        var recorder = new Recorder(data);
        try (var _ = Tap.watch(data, door.apply(recorder))) {
            work.on(data);
        }
        return recorder;
    }

    private Recorder reshard(UnaryOperator<Witness> door) throws Exception {
        return record(door, data -> Reshard.run(data, 3, (_, _, _) -> {}));
    }

    /// All that is there is what was there, but for history from before the list's floor.
    private static List<Long> floors(Path data) throws Exception {
        List<Long> floors = new ArrayList<>();
        try (var database = Database.open(data, 0)) {
            for (int list = 0; list < LISTS; list++) {
                String name = "list " + list;
                long floor = database.floor(name).join().version();
                assertThat(Stored.titles(database, name)).hasSize(CHANGES - 2).endsWith("entry 29");
                assertThat(database.changes(name, 1, Long.MAX_VALUE).join())
                        .extracting(change -> change.version())
                        .hasSize(CHANGES - (int) floor)
                        .startsWith(floor + 1)
                        .endsWith((long) CHANGES);
                new Stored(database, name).add("after the cut");
                floors.add(floor);
            }
        }
        assertThat(Check.folder(data, (_, _, _) -> {}).sound()).isTrue();
        return floors;
    }

    @Test
    void whenThePowerIsCutWhileFilesAreMadeAnewAllIsThere() throws Exception {
        Cuts.of(
                reshard(UnaryOperator.identity()),
                folder,
                data -> assertThat(floors(data)).containsOnly(0L));
    }

    @Test
    void whenThePowerIsCutWhileDamagedFilesAreRepairedAllIsThere() throws Exception {
        Stored.execute(data.resolve("todo-0.db"), "DELETE FROM entry WHERE id > 9");
        Stored.execute(data.resolve("todo-1.db"), "DELETE FROM entry WHERE id < 9");
        var recorder = record(UnaryOperator.identity(), data -> Repair.run(data, (_, _, _) -> {}));
        Cuts.of(recorder, folder, data -> {
            assertThat(Repair.run(data, (_, _, _) -> {}).now().sound()).isTrue();
            assertThat(floors(data)).containsOnly(0L);
        });
    }

    @Test
    void repairedFilesThatAreNotSyncedAreFound() throws Exception {
        Stored.execute(data.resolve("todo-0.db"), "DELETE FROM entry WHERE id > 9");
        var recorder = record(
                all -> (call, disk) ->
                        call instanceof Call.Sync && call.path().toString().contains("repair-")
                                ? new Answer(0, 0)
                                : all.on(call, disk),
                data -> Repair.run(data, (_, _, _) -> {}));
        assertThatThrownBy(() -> Cuts.of(recorder, folder, data -> {
                    assertThat(Repair.run(data, (_, _, _) -> {}).now().sound()).isTrue();
                    floors(data);
                }))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void newFilesThatAreNotSyncedAreFound() throws Exception {
        var recorder = reshard(all -> (call, disk) ->
                call instanceof Call.Sync && call.path().toString().contains("reshard-")
                        ? new Answer(0, 0)
                        : all.on(call, disk));
        assertThatThrownBy(() -> Cuts.of(recorder, folder, KeepingCutTest::floors))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void whenThePowerIsCutWhileOldHistoryIsRemovedTheRestIsThere() throws Exception {
        var recorder = record(UnaryOperator.identity(), data -> {
            try (var database = Database.open(data, 0)) {
                assertThat(database.trim(NOON.plus(DAY.multipliedBy(20))).join())
                        .isEqualTo(19 * LISTS);
            }
        });
        Cuts.of(recorder, folder, data -> assertThat(floors(data)).containsAnyOf(0L, 19L));
    }
}

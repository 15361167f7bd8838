package todo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static todo.list.ListBeingMade.adding;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import todo.account.Caller;
import todo.disk.Call;
import todo.disk.Tap;
import todo.disk.Witness;
import todo.list.Entry;
import todo.list.Query;
import todo.server.Outcome.Failure;
import todo.store.Place;
import todo.store.StoreException;

@EnabledOnOs(OS.LINUX)
@Timeout(120)
class DiskFaultTest {
    /// Kept in the files 0 and 1 of 3, by their names' hashes.
    private static final String BOB = listIn(0);

    private static final String ANN = listIn(1);

    @TempDir
    private Path folder;

    private final AtomicReference<Witness> fault = new AtomicReference<>((_, disk) -> disk.get());
    private AutoCloseable tap;

    private static String listIn(int file) {
        int i = 0;
        while (Math.floorMod(("list" + i).hashCode(), 3) != file) {
            i++;
        }
        return "list" + i;
    }

    @BeforeAll
    static void loadSqlite() throws Exception {
        DriverManager.getConnection("jdbc:sqlite::memory:").close();
    }

    @BeforeEach
    void tap() throws Exception {
        tap = Tap.watch(folder, (call, disk) -> fault.get().on(call, disk));
    }

    @AfterEach
    void untap() throws Exception {
        tap.close();
    }

    private void failing(Predicate<Call> calls, todo.disk.Answer answer) {
        fault.set((call, disk) -> calls.test(call) ? answer : disk.get());
    }

    private void well() {
        failing(_ -> false, todo.disk.Answer.BROKEN);
    }

    private static boolean ofFile0(Call call) {
        return call.path().getFileName().toString().startsWith("todo-0.db")
                && !call.path().toString().endsWith("-shm");
    }

    @Nested
    class OfARunningServer {
        private TodoSystem system;

        @BeforeEach
        void start() {
            system = TodoSystem.start(folder.resolve("data"));
            add(BOB, "milk");
            add(ANN, "tea");
        }

        @AfterEach
        void close() {
            well();
            system.close();
        }

        private CompletableFuture<Outcome> adding(String list, String title) {
            return system.todos().call(Caller.OWNER, list, todo.list.ListBeingMade.adding(title), List.of(), null);
        }

        private void add(String list, String title) {
            assertThat(adding(list, title).join()).isInstanceOf(Outcome.Done.class);
        }

        private Failure failure(String list, String title) {
            var outcome = adding(list, title).join();
            assertThat(outcome).isInstanceOf(Outcome.Failed.class);
            return ((Outcome.Failed) outcome).failure();
        }

        private Answer<todo.list.TodoList> read(String list) {
            return system.todos().ask(Caller.OWNER, list, new Question.Whole()).join();
        }

        private List<String> titles(String list) {
            return Running.given(read(list)).all().stream().map(Entry::title).toList();
        }

        /// Edits again and again until it works, which it must.
        private void insist(String list, String title) {
            var outcome = adding(list, title).join();
            while (outcome instanceof Outcome.Failed) {
                outcome = adding(list, title).join();
            }
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
        }

        @Test
        void onAFullDiskNothingIsTakenAndAllCanBeRead() {
            failing(
                    call -> call instanceof Call.Write
                            && !call.path().toString().endsWith("-shm"),
                    todo.disk.Answer.FULL);
            assertThat(failure(BOB, "bread")).isEqualTo(Failure.DISK_FULL);
            assertThat(titles(BOB)).containsExactly("milk");
            assertThat(Running.given(system.todos().history(Caller.OWNER, ANN, 1, 9)))
                    .hasSize(1);
            assertThat(failure(ANN, "cake")).isEqualTo(Failure.DISK_FULL);
            assertThat(Stream.generate(() -> adding(ANN, "cake").join())
                            .limit(50)
                            .map(_ -> system.trouble(Running.LONG))
                            .filter(Objects::nonNull))
                    .anyMatch(trouble -> trouble.trouble() == StoreException.Trouble.DISK_FULL);
            assertThat(system.todos().find(Caller.OWNER, Query.ALL, Place.START))
                    .hasSize(2);
            well();
            insist(BOB, "eggs");
            insist(ANN, "cake");
            assertThat(system.trouble(Running.LONG)).isNull();
            assertThat(titles(BOB)).containsExactly("milk", "eggs");
        }

        @Test
        void whicheverWriteOfACommitFailsOnlyThatIsRefused() {
            boolean reached = true;
            int refused = 0;
            for (int nth = 0; reached; nth++) {
                var writes = new AtomicInteger(nth);
                failing(
                        call -> call instanceof Call.Write && ofFile0(call) && writes.getAndDecrement() == 0,
                        todo.disk.Answer.BROKEN);
                var outcome = adding(BOB, "bread " + nth).join();
                if (outcome instanceof Outcome.Failed(var failure, var _)) {
                    assertThat(failure).isEqualTo(Failure.UNAVAILABLE);
                    refused++;
                }
                add(ANN, "cake " + nth);
                reached = writes.get() < 0;
                well();
                insist(BOB, "eggs " + nth);
                assertThat(titles(BOB)).contains("eggs " + nth).doesNotHaveDuplicates();
                assertThat(titles(BOB).contains("bread " + nth)).isEqualTo(outcome instanceof Outcome.Done);
            }
            assertThat(refused).isPositive();
        }

        @Test
        void aSyncThatFailsIsNotTakenForOne() {
            failing(call -> call instanceof Call.Sync && ofFile0(call), todo.disk.Answer.BROKEN);
            assertThat(failure(BOB, "bread")).isEqualTo(Failure.UNAVAILABLE);
            add(ANN, "cake");
            well();
            insist(BOB, "eggs");
            assertThat(titles(BOB)).containsExactly("milk", "eggs");
        }

        @Test
        void aListThatCanNotBeReadIsNotShownShorter() {
            add(BOB, "bread");
            system.close();
            system = TodoSystem.start(folder.resolve("data"));
            failing(call -> call instanceof Call.Read && ofFile0(call), todo.disk.Answer.BROKEN);
            assertThat(read(BOB)).isInstanceOf(Answer.Failed.class);
            assertThat(titles(ANN)).containsExactly("tea");
            well();
            insist(BOB, "eggs");
            assertThat(titles(BOB)).containsExactly("milk", "bread", "eggs");
        }

        @Test
        void aSlowDiskHoldsUpNoOtherAndNoMoreWaitsThanMay() throws Exception {
            var slow = new CountDownLatch(1);
            fault.set((call, disk) -> {
                if (call instanceof Call.Sync && ofFile0(call)) {
                    await(slow);
                }
                return disk.get();
            });
            var waiting = new ArrayList<CompletableFuture<Outcome>>();
            var last = adding(BOB, "bread 0");
            for (int i = 1; !last.isDone(); i++) {
                waiting.add(last);
                assertThat(waiting).hasSizeLessThanOrEqualTo(Todos.MAX_IN_FLIGHT);
                last = adding(BOB, "bread " + i);
            }
            assertThat(last.join())
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.failure()).isEqualTo(Failure.BUSY));
            assertThat(titles(BOB)).containsExactly("milk");
            slow.countDown();
            var done = waiting.stream()
                    .map(CompletableFuture::join)
                    .filter(Outcome.Done.class::isInstance)
                    .count();
            assertThat(done).isPositive();
            assertThat(titles(BOB)).hasSize((int) done + 1);
        }

        private static void await(CountDownLatch slow) {
            try {
                assertThat(slow.await(1, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Test
        void whileOneFileIsSlowListsInOthersAreWritten() throws Exception {
            var slow = new CountDownLatch(1);
            fault.set((call, disk) -> {
                if (call instanceof Call.Sync && ofFile0(call)) {
                    await(slow);
                }
                return disk.get();
            });
            var bread = adding(BOB, "bread");
            for (int i = 0; i < 50; i++) {
                add(ANN, "cake " + i);
            }
            assertThat(bread).isNotDone();
            assertThat(titles(BOB)).containsExactly("milk");
            slow.countDown();
            assertThat(bread.join()).isInstanceOf(Outcome.Done.class);
        }

        @Test
        void aDiskThatBecomesReadOnlyRefusesAndGoesOnAfterwards() {
            failing(call -> call instanceof Call.Write || call instanceof Call.Truncate, todo.disk.Answer.READ_ONLY);
            assertThat(failure(BOB, "bread")).isEqualTo(Failure.UNAVAILABLE);
            assertThat(titles(ANN)).containsExactly("tea");
            well();
            insist(BOB, "eggs");
            assertThat(titles(BOB)).containsExactly("milk", "eggs");
        }
    }

    @Test
    void aFolderThatCanOnlyBeReadIsRefusedByName() throws Exception {
        var data = folder.resolve("data");
        TodoSystem.start(data).close();
        failing(
                call -> call instanceof Call.Open open && (open.toWrite() || open.create()),
                todo.disk.Answer.READ_ONLY);
        assertThatThrownBy(() -> TodoSystem.start(data))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(data.toString())
                .hasMessageContaining("Read-only file system")
                .hasMessageContaining("--data");
        well();
        TodoSystem.start(data).close();
    }

    @Test
    void aFullDiskAtTheFirstStartIsToldAndTheNextStartIsAsIfItWereTheFirst() throws Exception {
        var data = folder.resolve("data");
        failing(call -> call instanceof Call.Write && call.path().toString().contains("todo-"), todo.disk.Answer.FULL);
        assertThatThrownBy(() -> TodoSystem.start(data))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("full");
        assertThat(Files.exists(data)).isTrue();
        well();
        try (var system = TodoSystem.start(data)) {
            assertThat(system.todos().edit(Caller.OWNER, BOB, adding("milk"))).isInstanceOf(Outcome.Done.class);
            assertThat(system.ready(Duration.ofMinutes(1))).isTrue();
        }
    }
}

package todo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import todo.list.Change;
import todo.list.Edit;
import todo.list.Field;
import todo.list.ListBeingMade;

/// Three servers with one database: whichever is asked, the lists are the same.
@Timeout(120)
class ClusterTest {
    private static final int LISTS = 12;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static ServersHere servers;

    @BeforeAll
    static void start() throws IOException {
        servers = new ServersHere(folder, 3, Duration.ofHours(1));
    }

    @AfterAll
    static void stop() throws IOException {
        servers.close();
    }

    private static List<String> lists(String name) {
        return IntStream.range(0, LISTS).mapToObj(number -> name + " " + number).toList();
    }

    @Test
    void whatOneHasAcknowledgedAllOthersShowAtOnce() {
        var homes = new HashSet<Integer>();
        for (String list : lists("read")) {
            for (int number = 0; number < 3; number++) {
                servers.make(number, list, ListBeingMade.adding("by " + number));
                for (int reader = 0; reader < 3; reader++) {
                    assertThat(servers.titles(reader, list)).hasSize(number + 1).endsWith("by " + number);
                }
            }
            homes.add(servers.home(list));
        }
        assertThat(homes).as("servers that have lists").hasSize(3);
    }

    @Test
    void aWatcherHearsInOrderWhateverAnyOfThemDoes() throws Exception {
        for (String list : lists("watched").subList(0, 4)) {
            servers.make(0, list, ListBeingMade.adding("first"));
            try (var watch = Running.given(servers.todos(servers.other(list)).watch(ServersHere.OWNER, list, 0L))) {
                for (int step = 0; step < 30; step++) {
                    servers.make(step % 3, list, ListBeingMade.adding("step " + step));
                }
                List<Long> versions = new ArrayList<>();
                while (versions.size() < 31) {
                    watch.next(ServersHere.LONG).stream().map(Change::version).forEach(versions::add);
                }
                assertThat(versions)
                        .isEqualTo(java.util.stream.LongStream.rangeClosed(1, 31)
                                .boxed()
                                .toList());
            }
        }
    }

    @Test
    void whoWatchesAllListsHearsOfThoseThatOthersHave() throws Exception {
        try (var watch = servers.watchAll(0, lists("news"))) {
            for (String list : lists("news")) {
                servers.make(1, list, ListBeingMade.adding("milk"));
            }
            var heard = new HashSet<String>();
            while (!heard.containsAll(lists("news"))) {
                var all = watch.next(ServersHere.LONG);
                assertThat(all).as("what is heard after that of %s", heard).isNotEmpty();
                all.stream()
                        .filter(news ->
                                news.changes().stream().anyMatch(change -> change.what() instanceof Change.Added))
                        .forEach(news -> heard.add(news.list()));
            }
            assertThat(heard).containsExactlyInAnyOrderElementsOf(lists("news"));
        }
    }

    @Test
    void whatIsTooLargeForOneMessageIsMadeReadTakenBackAndClearedFromAfar() {
        String list = "large";
        servers.make(0, list, ListBeingMade.adding("small"));
        int far = servers.other(list);
        var adds = IntStream.range(0, 60)
                .<Edit>mapToObj(
                        number -> ListBeingMade.adding("entry " + number, new Field.Notes("x".repeat(50_000) + number)))
                .toList();
        var done = servers.make(far, list, new Edit.All(adds));
        assertThat(done.entries()).hasSize(60);
        var before = servers.list(far, list);
        assertThat(before.all()).hasSize(61).containsAll(done.entries());
        assertThat(servers.make(far, list, new Edit.Clear()).changes()).hasSize(61);
        assertThat(servers.titles(far, list)).isEmpty();
        Running.done(servers.todos(far).restore(ServersHere.OWNER, list, before.version(), List.of(), null));
        assertThat(servers.titles(far, list))
                .containsExactlyElementsOf(
                        before.all().stream().map(entry -> entry.title()).toList());
        assertThat(servers.list(servers.home(list), list).all())
                .isEqualTo(servers.list(far, list).all());
    }

    @Test
    void anEntryMovesBetweenListsOfDifferentServers() {
        var lists = lists("moving");
        lists.forEach(list -> servers.make(0, list, ListBeingMade.adding("stays in " + list)));
        int moved = 0;
        for (int from = 0; from < LISTS; from++) {
            for (int to = 0; to < LISTS; to++) {
                if (servers.home(lists.get(from)) != servers.home(lists.get(to))) {
                    String title = from + " to " + to;
                    var entry = servers.make(1, lists.get(from), ListBeingMade.adding(title))
                            .entries()
                            .getFirst();
                    servers.make(2, lists.get(from), new Edit.Send(entry.id(), lists.get(to)));
                    assertThat(servers.titles(0, lists.get(from))).doesNotContain(title);
                    assertThat(servers.titles(1, lists.get(to))).contains(title);
                    moved++;
                }
            }
        }
        assertThat(moved).isGreaterThan(LISTS);
    }

    @Test
    void oneAloneDoesWhatOneAloneMustDo() {
        for (int number = 0; number < 3; number++) {
            assertThat(servers.system(number).servers())
                    .hasSize(3)
                    .filteredOn(Server::first)
                    .hasSize(1);
        }
    }

    @Test
    void whoWatchesAListThatIsNotThereYetHearsOfIt() throws Exception {
        try (var watch = Running.given(servers.todos(2).watch(ServersHere.OWNER, "coming", null))) {
            assertThat(watch.version(ServersHere.LONG)).isZero();
            servers.make(1, "coming", ListBeingMade.adding("milk"));
            assertThat(watch.next(ServersHere.LONG)).extracting(Change::version).containsExactly(1L);
        }
        assertThatThrownBy(() -> {
                    try (var watch = Running.given(servers.todos(2).watch(ServersHere.OWNER, "coming", 7L))) {
                        watch.next(ServersHere.LONG);
                    }
                })
                .isInstanceOf(IllegalArgumentException.class);
    }
}

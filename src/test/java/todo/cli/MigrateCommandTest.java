package todo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import todo.account.Caller;
import todo.list.ListBeingMade;
import todo.server.TodoSystem;
import todo.store.Kind;

class MigrateCommandTest {
    @TempDir
    private Path folder;

    private static CommandLineRun run(String... arguments) {
        return CommandLineRun.of(Map.of(), arguments);
    }

    @Test
    void listsGoIntoADatabaseAndBack() {
        Path own = folder.resolve("own");
        try (var system = TodoSystem.start(own)) {
            system.todos().edit(Caller.OWNER, "bob", ListBeingMade.adding("milk"));
        }
        var address = Kind.fresh();
        String url = Kind.url(address);
        var there = run("migrate", "--data", own.toString(), "--db", url);
        assertThat(there.out())
                .isEqualTo(
                        "moved 1 list, 1 entry and 1 change to %s, and read them back; start the server with --data %s --db %s\n"
                                .formatted(address, own, url));
        assertThat(there.code()).isZero();
        var check = run("check", "--db", url);
        assertThat(check.out()).endsWith("1 file, 1 list, 1 entry, 1 change: all sound\n");
        Path back = folder.resolve("back");
        var moved = CommandLineRun.of(Map.of("TODO_DB", url), "migrate", "--to-data", back.toString());
        assertThat(moved.out()).startsWith("moved 1 list, 1 entry and 1 change to " + back);
        assertThat(run("check", "--data", back.toString()).out()).endsWith("all sound\n");
        Kind.execute(address, "UPDATE change SET data = replace(data, 'milk', 'silk')");
        assertThat(run("check", "--db", url).code()).isEqualTo(1);
    }

    @Test
    void whatCanNotBeMeantIsRefused() {
        assertThat(run("migrate").code()).isEqualTo(2);
        assertThat(run("migrate").err()).contains("say with --db which PostgreSQL database is meant");
        String url = Kind.url(Kind.fresh());
        assertThat(run("migrate", "--db", url, "--data", folder.toString()).err())
                .isEqualTo("there are no lists in " + folder + "; give --data the folder of a server\n");
        var secret = run("migrate", "--db", url + "&password=geheim");
        assertThat(secret.code()).isEqualTo(2);
        assertThat(secret.err()).contains("TODO_DB_PASSWORD").doesNotContain("geheim");
        assertThat(run("check", "--db", url))
                .isEqualTo(new CommandLineRun(
                        3,
                        "",
                        "there are no lists in the database \"%s\" at localhost:%s\n"
                                .formatted(
                                        url.replaceAll(".*/([^?]*).*", "$1"), url.replaceAll(".*:([0-9]+)/.*", "$1"))));
    }
}

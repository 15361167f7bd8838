package todo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import todo.account.Caller;
import todo.list.Edit;
import todo.list.ListBeingMade;
import todo.server.TodoSystem;

class CheckCommandTest extends ServedTest {
    @TempDir
    private Path own;

    private CommandLineRun check(String... more) {
        String[] arguments = new String[3 + more.length];
        arguments[0] = "check";
        arguments[1] = "--data";
        arguments[2] = own.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return CommandLineRun.of(Map.of(), arguments);
    }

    private void make() {
        try (var system = TodoSystem.start(own)) {
            var _ = system.todos().edit(Caller.OWNER, "bob", ListBeingMade.adding("milk"));
            var _ = system.todos().edit(Caller.OWNER, "bob", new Edit.Remove(1));
        }
    }

    @Test
    void aRunningServerIsAsked() {
        assertThat(printed("add", list, "milk")).contains("added 1");
        assertThat(printed("check"))
                .contains("todo-0.db", "todo-2.db", "3 files, ")
                .endsWith(": all sound\n");
        assertThat(printed("check", "--json")).startsWith("{\"sound\":true,");
    }

    @Test
    void aFolderThatIsWholeIsSound() {
        make();
        assertThat(check().out().lines())
                .hasSize(4)
                .last()
                .isEqualTo("3 files, 1 list, 0 entries, 2 changes: all sound");
        assertThat(check().code()).isEqualTo(0);
    }

    @Test
    void whatIsWrongIsSaidInASentenceAndEndsWithOne() throws IOException {
        make();
        try (var file = new RandomAccessFile(own.resolve("todo-1.db").toFile(), "rw")) {
            file.write(new byte[100]);
        }
        assertThat(check().code()).isEqualTo(1);
        assertThat(check().out()).contains("todo-1.db: it can't be read: ").endsWith(": 1 defect\n");
        assertThat(check("--json").out()).startsWith("{\"sound\":false,");
    }

    @Test
    void whatCanBeMadeWholeIsMadeWhole() throws IOException {
        make();
        assertThat(check("--repair").out()).startsWith("nothing to repair\n").endsWith(": all sound\n");
        try (var file = new RandomAccessFile(own.resolve("todo-1.db").toFile(), "rw")) {
            file.write(new byte[100]);
        }
        assertThat(check("--repair").code()).isEqualTo(3);
        assertThat(check("--repair").err()).contains("can't read " + own.resolve("todo-1.db"), "backup");
        assertThat(check("--repair", "--server", "http://localhost:1"))
                .isEqualTo(new CommandLineRun(2, "", "--repair is for the folder of --data, while no server has it\n"));
    }

    @Test
    void whatCanNotBeCheckedEndsWithThree() {
        assertThat(check())
                .isEqualTo(new CommandLineRun(3, "", "can't check " + own + ": there are no database files in it\n"));
        make();
        try (var _ = TodoSystem.start(own)) {
            assertThat(check().code()).isEqualTo(3);
            assertThat(check().err()).contains("pid " + ProcessHandle.current().pid());
        }
    }
}

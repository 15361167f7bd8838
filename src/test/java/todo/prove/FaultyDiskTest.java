package todo.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import todo.disk.Answer;
import todo.disk.Call;

class FaultyDiskTest {
    private static final Path LOG = Path.of("/data/todo-0.db-wal");
    private static final Answer DONE = new Answer(0, 0);

    private final FaultyDisk disk = new FaultyDisk(new Random(7), 1_000);

    private void open(int handle, Path path) {
        disk.on(new Call.Open(path, true, false, false), () -> new Answer(handle, 0));
    }

    private Answer sync(int handle, Path path) {
        return disk.on(new Call.Sync(handle, path), () -> DONE);
    }

    @Test
    void whoHasTheFileOpenIsToldOnceOfASyncThatFailed() {
        open(3, LOG);
        open(4, LOG);
        open(5, Path.of("/data/todo-1.db-wal"));
        disk.begin();
        assertThat(sync(3, LOG)).isEqualTo(Answer.BROKEN);
        disk.end();
        open(6, LOG);
        assertThat(sync(4, LOG)).isEqualTo(Answer.BROKEN);
        assertThat(sync(4, LOG)).isEqualTo(DONE);
        assertThat(sync(3, LOG)).isEqualTo(DONE);
        assertThat(sync(5, Path.of("/data/todo-1.db-wal"))).isEqualTo(DONE);
        assertThat(sync(6, LOG)).isEqualTo(DONE); // opened afterwards
    }

    @Test
    void whoHasClosedTheFileIsNotTold() {
        open(3, LOG);
        open(4, LOG);
        disk.begin();
        assertThat(sync(3, LOG)).isEqualTo(Answer.BROKEN);
        disk.end();
        disk.on(new Call.Close(4, LOG), () -> DONE);
        open(4, LOG);
        assertThat(sync(4, LOG)).isEqualTo(DONE);
    }
}

package todo.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SteppingAsideTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final List<Long> rests = new ArrayList<>();
    private boolean changesWait;
    private int asked;

    /// Writes until it has asked so many times whether it has to rest.
    private void work(SteppingAside out, int times) throws IOException {
        while (asked < times) {
            out.write(new byte[] {1, 2, 3}, 1, 2);
        }
    }

    private boolean ask() {
        asked++;
        return changesWait;
    }

    @Test
    void itRestsWhileChangesWaitAndNoLongerThanItHasWorked() throws IOException {
        try (var out = new SteppingAside(written, this::ask, rests::add)) {
            work(out, 3);
            assertThat(rests).isEmpty();
            changesWait = true;
            work(out, 5);
            assertThat(rests).hasSize(2).allMatch(nanos -> nanos >= 1_000_000 && nanos <= 100_000_000);
        }
        assertThat(written.toByteArray()).hasSizeGreaterThan(10).containsOnly(2, 3);
    }
}

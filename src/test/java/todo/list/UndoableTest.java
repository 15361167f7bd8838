package todo.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UndoableTest {
    /// Changes 1, 2, … of which each takes back the one whose version is given, or none.
    private static Long newest(long... undoes) {
        List<Change> history = IntStream.range(0, undoes.length)
                .mapToObj(i -> new Change(i + 1, Instant.EPOCH, "owner", undoes[i], new Change.Dropped()))
                .toList();
        return history.reversed().stream()
                .filter(new Undoable())
                .map(Change::version)
                .findFirst()
                .orElse(0L);
    }

    @Test
    void withoutUndosItIsTheNewest() {
        assertThat(newest(0, 0, 0)).isEqualTo(3);
    }

    @Test
    void undosAndWhatTheyTookBackAreLeftOut() {
        assertThat(newest(0, 0, 0, 3)).isEqualTo(2);
        assertThat(newest(0, 0, 0, 3, 2)).isEqualTo(1);
        assertThat(newest(0, 0, 1)).isEqualTo(2);
    }

    @Test
    void whatWasUndoneAndDoneAgainCanBeUndoneAgain() {
        assertThat(newest(0, 0, 2, 3)).isEqualTo(2);
    }

    @Test
    void whenAllIsTakenBackThereIsNone() {
        assertThat(newest(0, 1)).isEqualTo(0);
        assertThat(newest()).isEqualTo(0);
    }
}

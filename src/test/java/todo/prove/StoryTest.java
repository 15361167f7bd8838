package todo.prove;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import todo.bench.Folders;

/// The system comes to the same as a model as plain as can be, whatever is done with it.
class StoryTest {
    private static void tell(List<Turn> turns) throws IOException {
        var folder = Files.createTempDirectory("story");
        try {
            Story.tell(turns, folder);
        } finally {
            Folders.delete(folder);
        }
    }

    @Property(tries = 40)
    void whateverIsDoneTheSystemIsWhatAPlainModelIs(@ForAll("stories") List<Turn> story) throws IOException {
        tell(story);
    }

    @Provide
    Arbitrary<List<Turn>> stories() {
        var list = Arbitraries.integers().between(0, 1);
        var id = Arbitraries.integers().between(1, 5);
        var back = Arbitraries.integers().between(0, 20);
        var text = Arbitraries.of("milk", "bread", "eggs");
        return Arbitraries.<Turn>frequencyOf(
                        Tuple.of(8, Combinators.combine(list, text).as(Turn.Add::new)),
                        Tuple.of(
                                5,
                                Combinators.combine(
                                                list,
                                                id,
                                                text,
                                                Arbitraries.integers().between(-1, 2),
                                                Arbitraries.of(true, false))
                                        .as(Turn.Edit::new)),
                        Tuple.of(2, Combinators.combine(list, id, text).as(Turn.Note::new)),
                        Tuple.of(3, Combinators.combine(list, id).as(Turn.Remove::new)),
                        Tuple.of(3, Combinators.combine(list, id).as(Turn.Move::new)),
                        Tuple.of(8, Combinators.combine(list, back).as(Turn.Undo::new)),
                        Tuple.of(2, Combinators.combine(list, text).as(Turn.Describe::new)),
                        Tuple.of(1, list.map(Turn.Drop::new)),
                        Tuple.of(1, list.map(Turn.Clear::new)),
                        Tuple.of(3, Combinators.combine(list, back).as(Turn.Look::new)),
                        Tuple.of(1, Arbitraries.integers().between(-2, 5).map(Turn.Wait::new)),
                        Tuple.of(1, list.map(Turn.Crash::new)),
                        Tuple.of(1, Arbitraries.just(new Turn.Restart())))
                .list()
                .ofMaxSize(40);
    }

    private static void holds(Turn... turns) {
        assertThatCode(() -> tell(List.of(turns))).doesNotThrowAnyException();
    }

    @Example
    void aListThatWasDroppedLooksDroppedFromLaterOn() {
        holds(
                new Turn.Add(0, "milk"),
                new Turn.Add(0, "bread"),
                new Turn.Drop(0),
                new Turn.Add(0, "eggs"),
                new Turn.Look(0, 1));
    }

    @Example
    void anEntryThatHasMovedOnIsNotPutBackByAnUndo() {
        holds(
                new Turn.Add(0, "milk"),
                new Turn.Remove(0, 1),
                new Turn.Undo(0, 0),
                new Turn.Move(0, 1),
                new Turn.Undo(0, 2));
    }
}

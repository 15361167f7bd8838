package todo.prove;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import todo.bench.Folders;

/// Tells stories by chance to the system and to a plain model; one on which they do not agree is made as short as it
/// can be.
final class Model {
    private static final int STORIES = 20;
    private static final int TURNS = 60;

    private final Trial trial;
    private int folders;

    private Model(Trial trial) {
        this.trial = trial;
    }

    static Proof proof() {
        return new Proof(
                "model",
                "Tells stories of edits, moves, undos, restarts and looks at the past to the system and to a model as"
                        + " plain as can be; both must come to the same after each step.",
                20,
                trial -> new Model(trial).run());
    }

    private void run() throws IOException {
        for (int number = 0; number < STORIES; number++) {
            trial.tell("story " + (number + 1) + " of " + STORIES);
            var random = trial.random(number);
            var story = Stream.generate(() -> Turn.any(random)).limit(TURNS).toList();
            var lost = lost(story);
            if (lost != null) {
                fail(story, lost);
            }
            trial.count("stories", 1);
            trial.count("turns", TURNS);
        }
    }

    private @Nullable Lost lost(List<Turn> story) {
        var folder = trial.folder().resolve("story-" + ++folders);
        try {
            Story.tell(story, folder);
            return null;
        } catch (Lost e) {
            return e;
        } finally {
            Folders.delete(folder);
        }
    }

    private void fail(List<Turn> story, Lost lost) throws IOException {
        trial.keep("story.txt", story.stream().map(Turn::toString).toList());
        var shortest = shortened(story);
        var reason = lost(shortest);
        trial.keep("shortest-story.txt", shortest.stream().map(Turn::toString).toList());
        throw new Lost((reason == null ? lost : reason).getMessage() + "; the story: " + shortest);
    }

    /// Leaves turns out, many at a time and then one by one, as long as it still fails.
    private List<Turn> shortened(List<Turn> story) {
        List<Turn> shortest = new ArrayList<>(story);
        for (int size = story.size() / 2; size > 0; size /= 2) {
            for (int from = shortest.size() - size; from >= 0; from -= size) {
                List<Turn> without = new ArrayList<>(shortest);
                without.subList(from, from + size).clear();
                if (lost(without) != null) {
                    shortest = without;
                }
            }
        }
        return shortest;
    }
}

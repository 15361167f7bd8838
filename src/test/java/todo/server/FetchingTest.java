package todo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static todo.list.ListBeingMade.adding;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import todo.list.Edit;
import todo.list.Field;
import todo.list.ListProperties;

class FetchingTest {
    private static TwoNodes nodes;

    private String bob;

    @BeforeAll
    static void start(@TempDir Path folder) {
        nodes = new TwoNodes(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        nodes.close();
    }

    @BeforeEach
    void name() {
        bob = nodes.fresh("bob");
    }

    private static Answer<Question.About.Known> at(long version) {
        return new Answer.Given<>(new Question.About.Known(true, version, Instant.EPOCH, ListProperties.NONE, 0, 0));
    }

    @Test
    void nothingIsGivenOutBeforeTheListItselfHasComeAsFar() {
        nodes.make(bob, adding("milk"));
        nodes.make(bob, adding("bread"));
        var asked = new ArrayList<CompletableFuture<Answer<Question.About.Known>>>();
        var secondTime = new CompletableFuture<Void>();
        var fetching = new Fetching(nodes.database, _ -> {
            var answer = new CompletableFuture<Answer<Question.About.Known>>();
            asked.add(answer);
            if (asked.size() == 1) {
                answer.complete(at(1));
            } else {
                secondTime.complete(null);
            }
            return answer;
        });
        var answer = fetching.answer(bob, new Question.About(), new Elsewhere.Given(1));
        secondTime.join();
        assertThat(answer).isNotDone();
        asked.get(1).complete(at(2));
        assertThat(Running.given(answer.join()).version()).isEqualTo(2);
    }

    @Test
    void anEntryIsAsTheEditLeftItThoughItWasChangedSince() {
        var done = nodes.make(bob, adding("milk"));
        nodes.make(bob, new Edit.Amend(1, List.of(new Field.Title("butter"))));
        nodes.make(bob, new Edit.Remove(1));
        assertThat(nodes.fetching()
                        .outcome(bob, new Elsewhere.Done(1, 1, 1, List.of(1L), true))
                        .join())
                .isEqualTo(new Outcome.Done(1, done.changes(), done.entries(), true));
    }

    @Test
    void manyChangesAreReadPageByPage() {
        var edits = new ArrayList<Edit>();
        for (int i = 0; i < 2_500; i++) {
            edits.add(adding("t" + i));
        }
        var done = nodes.make(bob, new Edit.All(edits));
        assertThat(nodes.fetching()
                        .outcome(bob, new Elsewhere.Done(2_500, 3, 2_500, List.of(3L), false))
                        .join())
                .isEqualTo(new Outcome.Done(
                        2_500, done.changes().subList(2, 2_500), done.entries().subList(2, 3), false));
    }

    @Test
    void whatIsNotThereIsAFailureAndNeverLess() {
        nodes.make(bob, adding("milk"));
        assertThat(nodes.fetching()
                        .answer(bob, new Question.Whole(), new Elsewhere.Given(2))
                        .join())
                .isEqualTo(new Answer.Failed<>(Outcome.Failure.UNAVAILABLE, "the database failed"));
        assertThat(nodes.fetching()
                        .outcome(bob, new Elsewhere.Done(2, 1, 2, List.of(), false))
                        .join())
                .isEqualTo(Failures.unavailable("it is done, but what came of it can't be read: the database failed"));
    }

    @Test
    void whatCameWholeIsGivenOnAsItIs() {
        var refused = new Answer.Failed<Question.FoundEntry>(Outcome.Failure.BUSY, "why");
        assertThat(nodes.fetching().answer(bob, new Question.One(1), refused).join())
                .isEqualTo(refused);
        var failed = Failures.busy("why");
        assertThat(nodes.fetching().outcome(bob, failed).join()).isEqualTo(failed);
    }
}

package todo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UnansweredTest {
    private final Unanswered unanswered = new Unanswered();

    private CompletableFuture<String> ask() {
        return unanswered.add(new CompletableFuture<String>()).toCompletableFuture();
    }

    @Test
    void whatWasAskedUntilAServerIsGoneOrJustAfterwardsIsGivenUp() {
        var before = ask();
        unanswered.giveUpSoon(false);
        var after = ask();
        assertThatThrownBy(before::join).hasCauseInstanceOf(Lists.Away.class);
        assertThatThrownBy(after::join).hasCauseInstanceOf(Lists.Away.class);
    }

    @Test
    void whatIsAnsweredIsNotGivenUp() {
        var answer = new CompletableFuture<String>();
        var answered = unanswered.add(answer).toCompletableFuture();
        var other = ask();
        unanswered.giveUpSoon(false);
        answer.complete("milk");
        assertThatThrownBy(other::join).hasCauseInstanceOf(Lists.Away.class);
        assertThat(answered.join()).isEqualTo("milk");
    }
}

package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RequestMemoryTest {
    @Test
    void whoDoesNotFitIsRefused() {
        var memory = new RequestMemory(1 << 20, Duration.ZERO);
        assertThat(memory.take(1_000_000)).isTrue();
        assertThat(memory.take(100_000)).isFalse();
        assertThat(memory.take(10_000)).isTrue();
        assertThat(memory.used()).isBetween(1_010_000L, 1L << 20);
        memory.give(1_000_000);
        memory.give(10_000);
        assertThat(memory.used()).isZero();
        assertThat(memory.take(100_000)).isTrue();
    }

    @Test
    void whoWaitsGoesOnWhenOthersAreDone() {
        var memory = new RequestMemory(1 << 20, Duration.ofMinutes(1));
        assertThat(memory.take(1 << 20)).isTrue();
        var other = CompletableFuture.supplyAsync(() -> memory.take(1 << 20), Thread::startVirtualThread);
        assertThat(other).isNotDone();
        memory.give(1 << 20);
        assertThat(other).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(true);
    }

    @Test
    void moreThanAllIsTakenAlone() {
        var memory = new RequestMemory(1 << 20, Duration.ZERO);
        assertThat(memory.take(5 << 20)).isTrue();
        assertThat(memory.take(1)).isFalse();
        memory.give(5 << 20);
        assertThat(memory.used()).isZero();
    }
}

package todo.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import todo.web.Log;

@Timeout(60)
class RepeatedTaskTest {
    @Test
    void whatFailedIsDoneAgain() throws InterruptedException {
        var times = new CountDownLatch(3);
        var task = new RepeatedTask("count down", () -> {
            times.countDown();
            if (times.getCount() == 2) {
                throw new IllegalStateException("no");
            }
            throw new StackOverflowError("no");
        });
        try (var log = new Log();
                var thread = Executors.newSingleThreadScheduledExecutor()) {
            var _ = thread.scheduleWithFixedDelay(task, 0, 1, TimeUnit.MILLISECONDS);
            times.await();
            thread.shutdownNow();
            assertThat(log.texts()).isNotEmpty().allMatch(line -> line.equals("can't count down now; trying again"));
        }
    }
}

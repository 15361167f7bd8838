package todo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The clock of tests that need one that advances: it starts at [#START], whatever the real date is.
public final class TestClock implements InstantSource {
    /// A Monday, 11:00 in Berlin.
    public static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    private final long started = System.nanoTime();

    @Override
    public Instant instant() {
        return START.plus(Duration.ofNanos(System.nanoTime() - started));
    }
}

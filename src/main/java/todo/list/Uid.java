package todo.list;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// New names for entries, unlike any other anywhere: UUIDs that begin with the time and never go back (RFC 9562
/// §5.7), so that among those of a list a new one comes last, where it is found and put soonest.
public final class Uid {
    private static final int COUNTER_BITS = 12;
    private static final long VERSION = 0x7000;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long OF_THIS_PROCESS = new SecureRandom().nextLong();
    private static final AtomicLong LAST = new AtomicLong();

    private Uid() {}

    /// The name of what came of the entry `uid` at a list's `version`: always the same for the same.
    static String following(String uid, long version, Instant now) {
        var hash = UUID.nameUUIDFromBytes((uid + "/" + version).getBytes(StandardCharsets.UTF_8));
        long high = now.toEpochMilli() << 16 | VERSION | hash.getMostSignificantBits() & (1 << COUNTER_BITS) - 1;
        return new UUID(high, hash.getLeastSignificantBits() >>> 2 | VARIANT).toString();
    }

    public static String fresh() {
        long now = System.currentTimeMillis() << COUNTER_BITS;
        long count = LAST.updateAndGet(last -> Math.max(last + 1, now));
        long high = count >>> COUNTER_BITS << 16 | VERSION | count & (1 << COUNTER_BITS) - 1;
        long low = (ThreadLocalRandom.current().nextLong() ^ OF_THIS_PROCESS) >>> 2 | VARIANT;
        return new UUID(high, low).toString();
    }
}

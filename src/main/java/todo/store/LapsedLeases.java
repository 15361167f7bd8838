package todo.store;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The members of a cluster that have lost their lease, as a server sees them that renews its own.
///
/// A member counts as lapsed when its lease was in force before and is over at each look for [#GRACE]. A lease that is
/// renewed between two looks is in force at the second, as looks are less than the length of a lease apart; after a
/// longer gap, or when this server could not reach the database itself, looking begins anew. Then the others have
/// [#REUNION] to renew theirs: where the database was away for all, nobody lapses. Used by one thread; times are those
/// of [System#nanoTime].
final class LapsedLeases {
    static final Duration GRACE = Duration.ofSeconds(1);
    static final Duration REUNION = Duration.ofSeconds(5);

    private final Set<String> seenInForce = new HashSet<>();
    private final Map<String, Long> overSince = new HashMap<>();
    private boolean begun;
    private long lastLook;
    private long notBefore;

    /// The `members` that have lapsed.
    ///
    /// @param inForce those whose lease is in force now
    Set<String> look(Collection<String> members, Collection<String> inForce, long now) {
        if (!begun || now - lastLook >= Leases.LENGTH.toNanos()) {
            begun = true;
            overSince.clear();
            notBefore = now + REUNION.toNanos();
        }
        lastLook = now;
        seenInForce.retainAll(members);
        seenInForce.addAll(inForce);
        overSince.keySet().retainAll(members);
        overSince.keySet().removeAll(inForce);
        Set<String> lapsed = new HashSet<>();
        for (String member : members) {
            if (seenInForce.contains(member) && !inForce.contains(member)) {
                long over = now - overSince.computeIfAbsent(member, _ -> now);
                if (over >= GRACE.toNanos() && now - notBefore >= 0) {
                    lapsed.add(member);
                }
            }
        }
        return lapsed;
    }

    /// This server could not look.
    void interrupt() {
        begun = false;
    }
}

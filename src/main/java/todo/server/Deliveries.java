package todo.server;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// What one list has sent that is on its way, by the sending's first version, and who waits to hear that it has
/// arrived.
final class Deliveries {
    private Map<Long, Consumer<Outcome>> askers = Map.of();

    void begin(long first) {
        if (!isUnderWay(first)) {
            await(first, _ -> {});
        }
    }

    boolean isUnderWay(long first) {
        return askers.containsKey(first);
    }

    void await(long first, Consumer<Outcome> asker) {
        if (askers.isEmpty()) {
            askers = new HashMap<>(4);
        }
        askers.merge(first, asker, Consumer::andThen);
    }

    void end(long first, Outcome outcome) {
        var asker = askers.remove(first);
        if (askers.isEmpty()) {
            askers = Map.of();
        }
        if (asker != null) {
            asker.accept(outcome);
        }
    }

    void endAll(Outcome outcome) {
        askers.values().forEach(asker -> asker.accept(outcome));
        askers = Map.of();
    }
}

package todo.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import todo.list.Refusal;
import todo.store.Request;

/// The requests of one list that are being answered and may come again meanwhile.
final class Requests {
    private record Open(Command.Do edit, String digest, List<ActorRef<Outcome>> askers) {}

    private Map<String, Open> open = Map.of();

    /// Whether `edit`, of which `request` is the request, is the first under its key. Whoever asks the same meanwhile
    /// is told the same in the end.
    boolean begin(Command.Do edit, Request request) {
        if (open.isEmpty()) {
            open = new HashMap<>(4);
        }
        var first = open.get(request.key());
        if (first != null && !first.digest.equals(request.digest())) {
            edit.replyTo().tell(new Outcome.Refused(new Refusal.KeyReused(request.key())));
            return false;
        }
        open.computeIfAbsent(request.key(), _ -> new Open(edit, request.digest(), new ArrayList<>(1)))
                .askers
                .add(edit.replyTo());
        return first == null;
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /// Tells all who asked for `request` what it has come to.
    void end(Request request, Outcome outcome) {
        var ended = open.isEmpty() ? null : open.remove(request.key());
        if (open.isEmpty()) {
            open = Map.of();
        }
        if (ended != null) {
            ended.askers.forEach(asker -> asker.tell(outcome));
        }
    }

    /// Has another answer them all. Nothing is done twice, for they have their keys.
    void handOver(Consumer<Command.Do> another) {
        open.values()
                .forEach(waiting -> waiting.askers.forEach(asker -> another.accept(waiting.edit.withReplyTo(asker))));
        open = Map.of();
    }

    void endAll(Outcome outcome) {
        open.values().forEach(ended -> ended.askers.forEach(asker -> asker.tell(outcome)));
        open = Map.of();
    }
}

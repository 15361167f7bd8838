package todo.remind;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import todo.json.BadRequest;
import todo.json.Json;
import todo.json.JsonReader;
import tools.jackson.core.JsonGenerator;

/// What must not be forgotten: who is told, what is on its way to them, and up to when all was begun.
///
/// It is one text on a [Shelf], always whole. Each change is on disk when the method that makes it returns. Any thread
/// may use it.
final class Book {

    private static final int MOST_WAITING = 10_000;

    private final Shelf shelf;
    private final Map<String, Target> targets = new LinkedHashMap<>();
    private final Map<String, Result> results = new LinkedHashMap<>();
    private final Map<String, Delivery> waiting = new LinkedHashMap<>();
    private Instant reached;

    /// @param now up to when all was begun if there is no book yet
    /// @throws IOException if there is one that can't be read
    Book(Shelf shelf, Instant now) throws IOException {
        this.shelf = shelf;
        reached = now;
        try {
            refresh(true);
        } catch (BadRequest | IllegalArgumentException | java.time.DateTimeException e) {
            throw new IOException(
                    "can't read " + shelf + ": " + e.getMessage() + "; put it right, or delete it and subscribe again",
                    e);
        }
    }

    /// Has it as it is on the shelf.
    private void refresh(boolean latest) {
        String text = shelf.news(latest);
        if (text == null || text.isEmpty()) {
            return;
        }
        targets.clear();
        results.clear();
        waiting.clear();
        Json.read(text.getBytes(StandardCharsets.UTF_8), json -> {
            read(json);
            return text;
        });
    }

    /// Makes a change, on what is there now.
    ///
    /// @param change gives `false` if there is nothing to be changed; it may be run again
    private boolean change(BooleanSupplier change) {
        while (true) {
            refresh(true);
            if (!change.getAsBoolean()) {
                return false;
            }
            if (shelf.write(written())) {
                return true;
            }
        }
    }

    synchronized Instant reached() {
        refresh(false);
        return reached;
    }

    /// Who is told, as far as it is known here; where several servers share the book, it may be a second old.
    synchronized List<Target> targets() {
        refresh(false);
        return List.copyOf(targets.values());
    }

    synchronized List<Target> latestTargets() {
        refresh(true);
        return List.copyOf(targets.values());
    }

    synchronized @Nullable Target target(String id) {
        return targets.get(id);
    }

    synchronized @Nullable Result result(String target) {
        return results.get(target);
    }

    synchronized int waiting(String target) {
        return (int) waiting.values().stream()
                .filter(each -> each.target().equals(target))
                .count();
    }

    /// Of what waits for `target`, what is to be tried next.
    synchronized @Nullable Delivery next(String target) {
        return waiting.values().stream()
                .filter(each -> each.target().equals(target))
                .min(Comparator.comparing(Delivery::next))
                .orElse(null);
    }

    /// Has `target` told, unless it is told already or there are `most`.
    synchronized Adding add(Target target, int most) {
        var adding = new AtomicReference<Adding>(new Adding.Added(target));
        var _ = change(() -> {
            adding.set(wouldBeAdded(target, most));
            if (!(adding.get() instanceof Adding.Added)) {
                return false;
            }
            targets.put(target.id(), target);
            return true;
        });
        return adding.get();
    }

    private Adding wouldBeAdded(Target target, int most) {
        for (var known : targets.values()) {
            if (known.isSameAs(target)) {
                return new Adding.Known(known);
            }
        }
        return targets.size() < most ? new Adding.Added(target) : new Adding.TooMany(most);
    }

    /// Forgets a target with all that waits for it; `false` if it is not there.
    synchronized boolean remove(String target) {
        return change(() -> {
            if (targets.remove(target) == null) {
                return false;
            }
            results.remove(target);
            waiting.values().removeIf(each -> each.target().equals(target));
            return true;
        });
    }

    /// All is begun up to `reached`, with `deliveries`. If far too many wait, the oldest are given up.
    synchronized void begun(Instant reached, List<Delivery> deliveries) {
        var _ = change(() -> begin(reached, deliveries));
    }

    private boolean begin(Instant reached, List<Delivery> deliveries) {
        this.reached = reached;
        for (var delivery : deliveries) {
            if (targets.containsKey(delivery.target())) {
                waiting.putIfAbsent(delivery.id(), delivery);
            }
        }
        var oldest = waiting.keySet().iterator();
        for (int tooMany = waiting.size() - MOST_WAITING; tooMany > 0; tooMany--) {
            oldest.next();
            oldest.remove();
        }
        return true;
    }

    /// `delivery` came to its end.
    synchronized void ended(Delivery delivery, Result result) {
        var _ = change(() -> {
            boolean there = waiting.remove(delivery.id()) != null;
            if (there) {
                results.put(delivery.target(), result);
            }
            return there;
        });
    }

    /// `delivery` is to be tried again.
    synchronized void later(Delivery delivery, Result result) {
        var _ = change(() -> {
            boolean there = waiting.replace(delivery.id(), delivery) != null;
            if (there) {
                results.put(delivery.target(), result);
            }
            return there;
        });
    }

    private String written() {
        byte[] text = Json.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("reached", reached.toString());
            json.writeArrayPropertyStart("targets");
            targets.values().forEach(target -> write(json, target));
            json.writeEndArray();
            json.writeArrayPropertyStart("waiting");
            waiting.values().forEach(delivery -> write(json, delivery));
            json.writeEndArray();
            json.writeEndObject();
        });
        return new String(text, StandardCharsets.UTF_8);
    }

    private void write(JsonGenerator json, Target target) {
        json.writeStartObject();
        json.writeStringProperty("id", target.id());
        json.writeStringProperty("url", target.url().toString());
        json.writeStringProperty("since", target.since().toString());
        switch (target) {
            case Target.Webhook webhook -> json.writeStringProperty("secret", webhook.secret());
            case Target.Browser browser -> {
                json.writeStringProperty("key", browser.key());
                json.writeStringProperty("auth", browser.auth());
            }
        }
        var result = results.get(target.id());
        if (result != null) {
            json.writeStringProperty("at", result.at().toString());
            json.writeBooleanProperty("delivered", result.delivered());
            json.writeStringProperty("detail", result.detail());
            json.writeNumberProperty("attempts", result.attempts());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Delivery delivery) {
        json.writeStartObject();
        json.writeStringProperty("id", delivery.id());
        json.writeStringProperty("target", delivery.target());
        json.writeStringProperty("body", delivery.body());
        json.writeStringProperty("fired", delivery.fired().toString());
        json.writeNumberProperty("attempts", delivery.attempts());
        json.writeStringProperty("next", delivery.next().toString());
        json.writeEndObject();
    }

    private void read(JsonReader json) {
        json.object(name -> {
            switch (name) {
                case "reached" -> reached = Instant.parse(json.string());
                case "targets" -> json.array(() -> readTarget(json));
                case "waiting" -> json.array(() -> readDelivery(json));
                default -> throw new BadRequest("\"" + name + "\" is not a part of it");
            }
        });
    }

    private Target readTarget(JsonReader json) {
        Map<String, String> texts = new LinkedHashMap<>();
        var numbers = new Object() {
            boolean delivered;
            int attempts;
        };
        json.object(name -> {
            switch (name) {
                case "delivered" -> numbers.delivered = json.bool();
                case "attempts" -> numbers.attempts = (int) json.wholeNumber();
                default -> texts.put(name, json.string());
            }
        });
        String id = text(texts, "id");
        var url = URI.create(text(texts, "url"));
        var since = Instant.parse(text(texts, "since"));
        Target target = texts.containsKey("secret")
                ? new Target.Webhook(id, url, text(texts, "secret"), since)
                : new Target.Browser(id, url, text(texts, "key"), text(texts, "auth"), since);
        targets.put(id, target);
        if (texts.containsKey("at")) {
            var at = Instant.parse(text(texts, "at"));
            results.put(id, new Result(at, numbers.delivered, text(texts, "detail"), numbers.attempts));
        }
        return target;
    }

    private Delivery readDelivery(JsonReader json) {
        Map<String, String> texts = new LinkedHashMap<>();
        List<Long> attempts = new ArrayList<>(List.of(0L));
        json.object(name -> {
            if (name.equals("attempts")) {
                attempts.set(0, json.wholeNumber());
            } else {
                texts.put(name, json.string());
            }
        });
        var delivery = new Delivery(
                text(texts, "id"),
                text(texts, "target"),
                text(texts, "body"),
                Instant.parse(text(texts, "fired")),
                attempts.getFirst().intValue(),
                Instant.parse(text(texts, "next")));
        waiting.put(delivery.id(), delivery);
        return delivery;
    }

    private static String text(Map<String, String> texts, String name) {
        String text = texts.get(name);
        if (text == null) {
            throw new BadRequest("\"" + name + "\" is missing");
        }
        return Objects.requireNonNull(text);
    }
}

package todo.server;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.jspecify.annotations.Nullable;
import todo.json.JsonReader;
import todo.list.Change;
import tools.jackson.core.JsonGenerator;

/// What one [Relay] says to another, for the [Wire].
final class WireRelay {
    private WireRelay() {}

    static String manifest(Relay.Message message) {
        return switch (message) {
            case Relay.Subscribe _ -> "subscribe/1";
            case Relay.Unsubscribe _ -> "unsubscribe/1";
            case Relay.Subscribed _ -> "subscribed/1";
            case Relay.Told _ -> "told/1";
            default -> throw new IllegalArgumentException(message.getClass().getName() + " stays on its node");
        };
    }

    static void write(JsonGenerator json, Relay.Message message, ActorRefResolver refs) {
        switch (message) {
            case Relay.Subscribe(var to) -> json.writeStringProperty("relay", refs.toSerializationFormat(to));
            case Relay.Unsubscribe(var to) -> json.writeStringProperty("relay", refs.toSerializationFormat(to));
            case Relay.Subscribed(var from, var next) -> {
                json.writeStringProperty("relay", refs.toSerializationFormat(from));
                json.writeNumberProperty("number", next);
            }
            case Relay.Told told -> {
                writeHead(json, told, refs);
                WireAnswers.writeChanges(json, told.changes());
            }
            default -> throw new IllegalArgumentException(message.getClass().getName() + " stays on its node");
        }
    }

    /// Without its changes, if they are too large to be sent: so it is the news that the list has come to its version.
    static void writeHead(JsonGenerator json, Relay.Told told, ActorRefResolver refs) {
        json.writeStringProperty("relay", refs.toSerializationFormat(told.from()));
        json.writeNumberProperty("number", told.number());
        json.writeStringProperty("list", told.list());
        json.writeNumberProperty("version", told.version());
    }

    static Relay.Message read(JsonReader json, String manifest, ActorRefResolver refs) {
        var read = new Object() {
            @Nullable
            ActorRef<Relay.Message> relay;

            long number;
            String list = "";
            long version;
            List<Change> changes = List.of();
        };
        var required = manifest.equals("told/1") ? Set.of("relay", "number", "list", "version") : Set.of("relay");
        json.object(required, name -> {
            switch (name) {
                case "relay" -> read.relay = refs.resolveActorRef(json.string());
                case "number" -> read.number = json.wholeNumber();
                case "list" -> read.list = json.string();
                case "version" -> read.version = json.wholeNumber();
                case "changes" -> read.changes = List.copyOf(WireEdits.readChanges(json));
                default -> json.skip();
            }
        });
        var relay = Objects.requireNonNull(read.relay);
        return switch (manifest) {
            case "subscribe/1" -> new Relay.Subscribe(relay);
            case "unsubscribe/1" -> new Relay.Unsubscribe(relay);
            case "subscribed/1" -> new Relay.Subscribed(relay, read.number);
            case "told/1" -> new Relay.Told(relay, read.number, read.list, read.version, read.changes);
            default -> throw new IllegalArgumentException(manifest);
        };
    }
}

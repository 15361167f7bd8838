package todo.server;

import java.io.NotSerializableException;
import java.util.Objects;
import java.util.Set;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.jspecify.annotations.Nullable;
import todo.json.BadRequest;
import todo.json.Cbor;
import todo.json.JsonReader;
import tools.jackson.core.JsonGenerator;

/// What nodes say to each other, as bytes: CBOR, with the names that entries and changes have on disk.
///
/// Each kind of message has a name with a version, so that a later form can be told from it. Properties that are not
/// known are passed over, for a newer node may say more; what is not known of an entry, a change or an edit is not, as
/// little as on disk. What would be too large is replaced by an [Elsewhere] or an [Event.Behind]; edits go in [Parts].
final class Wire extends SerializerWithStringManifest {
    /// How large a message can be. (A frame of Artery is 2 MiB, and has its envelope in it.)
    static final int MOST_BYTES = 1_536 * 1024;

    static final String DO = "do/1";

    private static final int IDENTIFIER = 7_070;

    private final ActorRefResolver refs;
    private final WireCommands commands;

    Wire(ExtendedActorSystem system) {
        refs = ActorRefResolver.get(Adapter.toTyped(system));
        commands = new WireCommands(refs);
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        return switch (message) {
            case Command.Do _ -> DO;
            case Command.Ask<?> _ -> "ask/1";
            case Command.Watch _ -> "watch/1";
            case Command.AwaitSent _ -> "await-sent/1";
            case Command.Crash _ -> "crash/1";
            case Command.Part _ -> "part/1";
            case Outcome.Done _ -> "done/1";
            case Outcome.Refused _ -> "refused/1";
            case Outcome.Failed _ -> "failed/1";
            case Answer.Given<?> _ -> "given/1";
            case Answer.Refused<?> _ -> "answer-refused/1";
            case Answer.Failed<?> _ -> "answer-failed/1";
            case Event.Watching _ -> "watching/1";
            case Event.Happened _ -> "happened/1";
            case Event.Interrupted _ -> "interrupted/1";
            case Relay.Message told -> WireRelay.manifest(told);
            default -> throw new IllegalArgumentException(message.getClass().getName() + " stays on its node");
        };
    }

    @Override
    public byte[] toBinary(Object message) {
        byte[] bytes = Cbor.write(MOST_BYTES, json -> object(json, () -> write(json, message)));
        if (bytes == null) {
            bytes = Cbor.write(MOST_BYTES, json -> object(json, () -> writeElsewhere(json, message)));
        }
        if (bytes == null) {
            throw new IllegalArgumentException(message.getClass().getName() + " is too large to be sent");
        }
        return bytes;
    }

    private void writeElsewhere(JsonGenerator json, Object message) {
        if (message instanceof Relay.Told told) {
            WireRelay.writeHead(json, told, refs);
        } else {
            WireAnswers.writeElsewhere(json, message);
        }
    }

    /// An edit, or `null` if it takes more than `most` bytes.
    byte @Nullable [] toBinary(Command.Do edit, int most) {
        return Cbor.write(most, json -> object(json, () -> commands.write(json, edit)));
    }

    private static void object(JsonGenerator json, Runnable members) {
        json.writeStartObject();
        members.run();
        json.writeEndObject();
    }

    private void write(JsonGenerator json, Object message) {
        switch (message) {
            case Command.Do edit -> commands.write(json, edit);
            case Command.Ask<?> ask -> commands.write(json, ask);
            case Command.Part part -> commands.write(json, part);
            case Command.Watch(var watcher) -> write(json, "watcher", watcher);
            case Command.AwaitSent(var replyTo) -> write(json, "replyTo", replyTo);
            case Command.Crash _, Event.Interrupted _ -> {}
            case Event.Watching(var version, var server) -> {
                json.writeNumberProperty("version", version);
                write(json, "server", server);
            }
            case Event.Happened(var changes) -> WireAnswers.writeChanges(json, changes);
            case Outcome outcome -> WireAnswers.write(json, outcome);
            case Answer<?> answer -> WireAnswers.write(json, answer);
            case Relay.Message told -> WireRelay.write(json, told, refs);
            default -> throw new IllegalArgumentException(message.getClass().getName() + " stays on its node");
        }
    }

    private void write(JsonGenerator json, String name, ActorRef<?> ref) {
        json.writeStringProperty(name, refs.toSerializationFormat(ref));
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        try {
            return Cbor.read(bytes, json -> read(json, manifest));
        } catch (RuntimeException e) {
            var refused = new NotSerializableException(
                    "can't read the message \"" + manifest + "\" of another node: " + e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }

    private Object read(JsonReader json, String manifest) {
        return switch (manifest) {
            case DO -> commands.readDo(json);
            case "ask/1" -> commands.readAsk(json);
            case "watch/1" -> new Command.Watch(readRef(json, "watcher"));
            case "await-sent/1" -> new Command.AwaitSent(readRef(json, "replyTo"));
            case "crash/1" -> nothing(json, new Command.Crash());
            case "part/1" -> commands.readPart(json);
            case "done/1" -> WireAnswers.readDone(json);
            case "refused/1" -> new Outcome.Refused(WireRefusals.read(json));
            case "failed/1" -> WireAnswers.readFailed(json);
            case "given/1" -> WireAnswers.readGiven(json);
            case "answer-refused/1" -> new Answer.Refused<>(WireRefusals.read(json));
            case "answer-failed/1" -> {
                var failed = WireAnswers.readFailed(json);
                yield new Answer.Failed<>(failed.failure(), failed.message());
            }
            case "watching/1" -> readWatching(json);
            case "happened/1" -> WireAnswers.readHappened(json);
            case "interrupted/1" -> nothing(json, new Event.Interrupted());
            case "subscribe/1", "unsubscribe/1", "subscribed/1", "told/1" -> WireRelay.read(json, manifest, refs);
            default -> throw new BadRequest("there is none of that name here; the other node is of another version");
        };
    }

    private static <T> T nothing(JsonReader json, T message) {
        json.object(_ -> json.skip());
        return message;
    }

    private <T> ActorRef<T> ref(JsonReader json) {
        return refs.resolveActorRef(json.string());
    }

    private <T> ActorRef<T> readRef(JsonReader json, String property) {
        var read = new Object() {
            @Nullable
            ActorRef<T> ref;
        };
        json.object(Set.of(property), name -> {
            if (name.equals(property)) {
                read.ref = ref(json);
            } else {
                json.skip();
            }
        });
        return Objects.requireNonNull(read.ref);
    }

    private Event.Watching readWatching(JsonReader json) {
        var read = new Object() {
            long version;

            @Nullable
            ActorRef<Command> server;
        };
        json.object(Set.of("version", "server"), name -> {
            switch (name) {
                case "version" -> read.version = json.wholeNumber();
                case "server" -> read.server = ref(json);
                default -> json.skip();
            }
        });
        return new Event.Watching(read.version, Objects.requireNonNull(read.server));
    }
}

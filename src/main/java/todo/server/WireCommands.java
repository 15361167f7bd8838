package todo.server;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import todo.json.JsonReader;
import todo.list.Edit;
import todo.store.Request;
import tools.jackson.core.JsonGenerator;

/// What a list is told to do and asked, for the [Wire].
final class WireCommands {
    private final ActorRefResolver refs;

    WireCommands(ActorRefResolver refs) {
        this.refs = refs;
    }

    void write(JsonGenerator json, Command.Do edit) {
        json.writeName("edit");
        WireEdits.write(json, edit.edit());
        json.writeArrayPropertyStart("ifMatch");
        edit.ifMatch().forEach(json::writeNumber);
        json.writeEndArray();
        json.writeStringProperty("by", edit.by());
        if (edit.request() != null) {
            json.writeStringProperty("key", edit.request().key());
            json.writeStringProperty("digest", edit.request().digest());
        }
        writeReplyTo(json, edit.replyTo());
    }

    void write(JsonGenerator json, Command.Ask<?> ask) {
        json.writeName("question");
        WireQuestions.write(json, ask.question());
        writeReplyTo(json, ask.replyTo());
    }

    void write(JsonGenerator json, Command.Part part) {
        json.writeStringProperty("id", part.id());
        json.writeNumberProperty("index", part.index());
        json.writeNumberProperty("count", part.count());
        json.writeName("bytes");
        json.writeBinary(part.bytes().toArrayUnsafe());
        writeReplyTo(json, part.replyTo());
    }

    private void writeReplyTo(JsonGenerator json, ActorRef<?> replyTo) {
        json.writeStringProperty("replyTo", refs.toSerializationFormat(replyTo));
    }

    private <T> ActorRef<T> ref(JsonReader json) {
        return refs.resolveActorRef(json.string());
    }

    Command.Do readDo(JsonReader json) {
        var read = new Object() {
            @Nullable
            Edit edit;

            List<Long> ifMatch = List.of();
            String by = "";

            @Nullable
            String key;

            String digest = "";

            @Nullable
            ActorRef<Outcome> replyTo;
        };
        json.object(Set.of("edit", "ifMatch", "by", "replyTo"), name -> {
            switch (name) {
                case "edit" -> read.edit = WireEdits.read(json);
                case "ifMatch" -> read.ifMatch = List.copyOf(json.array(json::wholeNumber));
                case "by" -> read.by = json.string();
                case "key" -> read.key = json.string();
                case "digest" -> read.digest = json.string();
                case "replyTo" -> read.replyTo = ref(json);
                default -> json.skip();
            }
        });
        return new Command.Do(
                Objects.requireNonNull(read.edit),
                read.ifMatch,
                read.by,
                read.key == null ? null : new Request(read.key, read.digest),
                Objects.requireNonNull(read.replyTo));
    }

    Command.Ask<?> readAsk(JsonReader json) {
        var read = new Object() {
            @Nullable
            Question<?> question;

            String replyTo = "";
        };
        json.object(Set.of("question", "replyTo"), name -> {
            switch (name) {
                case "question" -> read.question = WireQuestions.read(json);
                case "replyTo" -> read.replyTo = json.string();
                default -> json.skip();
            }
        });
        return ask(Objects.requireNonNull(read.question), read.replyTo);
    }

    private <T> Command.Ask<T> ask(Question<T> question, String replyTo) {
        return new Command.Ask<>(question, refs.resolveActorRef(replyTo));
    }

    Command.Part readPart(JsonReader json) {
        var read = new Object() {
            String id = "";
            int index;
            int count;
            ByteString bytes = ByteString.emptyByteString();

            @Nullable
            ActorRef<Outcome> replyTo;
        };
        json.object(Set.of("id", "index", "count", "bytes", "replyTo"), name -> {
            switch (name) {
                case "id" -> read.id = json.string();
                case "index" -> read.index = Math.toIntExact(json.wholeNumber());
                case "count" -> read.count = Math.toIntExact(json.wholeNumber());
                case "bytes" -> read.bytes = ByteString.fromArrayUnsafe(json.bytes());
                case "replyTo" -> read.replyTo = ref(json);
                default -> json.skip();
            }
        });
        return new Command.Part(read.id, read.index, read.count, read.bytes, Objects.requireNonNull(read.replyTo));
    }
}

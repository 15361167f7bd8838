package todo.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import todo.json.Cbor;
import todo.json.JsonReader;
import tools.jackson.core.JsonGenerator;

/// What reads messages of other nodes; written as JSON, they are read as well.
public final class WireParsers {
    private WireParsers() {}

    /// Whatever exception there is, the [Wire] makes one of it; but there must be no error, and what is read must be
    /// written as the same.
    private static <T> void read(byte[] input, Function<JsonReader, T> reading, BiConsumer<JsonGenerator, T> writing) {
        T read;
        try {
            read = Cbor.read(input, reading);
        } catch (RuntimeException _) {
            return;
        }
        byte[] written = Cbor.write(Integer.MAX_VALUE, json -> writing.accept(json, read));
        assertThat(written).isNotNull();
        assertThat(Alike.of(Cbor.read(java.util.Objects.requireNonNull(written), reading)))
                .isEqualTo(Alike.of(read));
    }

    private static <T> BiConsumer<JsonGenerator, T> object(BiConsumer<JsonGenerator, T> members) {
        return (json, value) -> {
            json.writeStartObject();
            members.accept(json, value);
            json.writeEndObject();
        };
    }

    public static void edit(byte[] input) {
        read(input, WireEdits::read, WireEdits::write);
    }

    public static void question(byte[] input) {
        read(input, WireQuestions::read, WireQuestions::write);
    }

    public static void reply(byte[] input) {
        for (Function<JsonReader, Object> reading : List.<Function<JsonReader, Object>>of(
                WireAnswers::readDone, WireAnswers::readGiven, WireAnswers::readHappened, WireAnswers::readFailed)) {
            read(input, reading, object((json, value) -> {
                switch (value) {
                    case Outcome outcome -> WireAnswers.write(json, outcome);
                    case Answer<?> answer -> WireAnswers.write(json, answer);
                    case Event.Happened(var changes) -> WireAnswers.writeChanges(json, changes);
                    case Elsewhere.Given(var version) -> json.writeNumberProperty("elsewhere", version);
                    case Event.Behind(var version) -> json.writeNumberProperty("behind", version);
                    case Elsewhere.Done done -> write(json, done);
                    default -> throw new AssertionError(value);
                }
            }));
        }
        read(input, WireRefusals::read, object(WireRefusals::write));
    }

    private static void write(JsonGenerator json, Elsewhere.Done done) {
        json.writeNumberProperty("version", done.version());
        json.writeBooleanProperty("replayed", done.replayed());
        json.writeNumberProperty("first", done.first());
        json.writeNumberProperty("last", done.last());
        json.writeArrayPropertyStart("ids");
        done.entries().forEach(json::writeNumber);
        json.writeEndArray();
    }
}

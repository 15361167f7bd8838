package todo.server;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import todo.json.BadRequest;
import todo.json.Json;
import todo.json.JsonReader;

/// What a request that changed nothing was answered, as JSON: the form in which that is stored.
final class OutcomeJson {
    private OutcomeJson() {}

    static String write(Outcome outcome) {
        byte[] text = Json.write(json -> {
            json.writeStartObject();
            json.writeName(outcome instanceof Outcome.Done ? "done" : "refused");
            json.writeStartObject();
            WireAnswers.write(json, outcome);
            json.writeEndObject();
            json.writeEndObject();
        });
        return new String(text, StandardCharsets.UTF_8);
    }

    /// The answer for the same request, made again.
    ///
    /// @throws BadRequest if `text` is not what [#write] wrote
    static Outcome readAgain(String text) {
        return Json.readStored(text.getBytes(StandardCharsets.UTF_8), OutcomeJson::read);
    }

    private static Outcome read(JsonReader json) {
        var read = new Object() {
            @Nullable
            Outcome outcome;
        };
        json.object(Set.of(), name -> {
            switch (name) {
                case "done" -> read.outcome = again(WireAnswers.readDone(json));
                case "refused" -> read.outcome = new Outcome.Refused(WireRefusals.read(json));
                default -> json.skip();
            }
        });
        if (read.outcome == null) {
            throw new BadRequest("it is no answer to a request");
        }
        return read.outcome;
    }

    private static Outcome again(Object read) {
        if (read instanceof Outcome.Done(var version, var changes, var entries, var _)) {
            return new Outcome.Done(version, changes, entries, true);
        }
        throw new BadRequest("it is not a whole answer");
    }
}

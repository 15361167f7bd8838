package todo.json;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.dataformat.cbor.CBORFactory;

/// The same values as in JSON, more compactly (RFC 8949): what nodes say to each other. It is always an object.
///
/// Half a surrogate pair, which a rule refuses but which must get as far as the rule, has no place in CBOR. What holds
/// one is written as JSON in ASCII, with escapes; the first byte tells which it is.
public final class Cbor {
    private static final int MAX_DEPTH = 60;
    private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxNameLength(Json.MAX_NAME)
            .maxNumberLength(100)
            .build();
    private static final TokenStreamFactory FACTORY =
            CBORFactory.builder().streamReadConstraints(CONSTRAINTS).build();
    private static final TokenStreamFactory ESCAPING = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .streamReadConstraints(CONSTRAINTS)
            .build();

    private Cbor() {}

    /// What `content` writes, or `null` if that takes more than `most` bytes. It is called again if need be.
    public static byte @Nullable [] write(int most, Consumer<JsonGenerator> content) {
        try {
            return write(FACTORY, most, content);
        } catch (StreamWriteException _) {
            return write(ESCAPING, most, content);
        }
    }

    private static byte @Nullable [] write(TokenStreamFactory factory, int most, Consumer<JsonGenerator> content) {
        var bytes = new Bounded(most);
        var json = factory.createGenerator(ObjectWriteContext.empty(), bytes);
        try {
            content.accept(json);
            json.close();
            return bytes.bytes.toByteArray();
        } catch (Full _) {
            return null;
        }
    }

    /// Reads one object, all of `bytes`.
    ///
    /// @throws BadRequest if it is not what `content` takes
    public static <T> T read(byte[] bytes, Function<JsonReader, T> content) {
        var factory = bytes.length > 0 && bytes[0] == '{' ? ESCAPING : FACTORY;
        try (var parser = factory.createParser(ObjectReadContext.empty(), bytes)) {
            parser.nextToken();
            T value = content.apply(new JsonReader(parser));
            if (parser.nextToken() != null) {
                throw new BadRequest("there is more after the end");
            }
            return value;
        } catch (JacksonException e) {
            throw new BadRequest("not CBOR: " + e.getOriginalMessage(), e);
        }
    }

    private static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1;

        Full() {
            super(null, null, false, false);
        }
    }

    private static final class Bounded extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        private final int most;

        Bounded(int most) {
            this.most = most;
        }

        @Override
        public void write(int b) {
            check(1);
            bytes.write(b);
        }

        @Override
        public void write(byte[] more, int from, int length) {
            check(length);
            bytes.write(more, from, length);
        }

        private void check(int more) {
            if (bytes.size() > most - more) {
                throw new Full();
            }
        }
    }
}

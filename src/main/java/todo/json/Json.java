package todo.json;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// JSON text (RFC 8259) to values and back, in UTF-8.
public final class Json {
    /// How long the name of a property can be: longer than any that a rule lets pass.
    static final int MAX_NAME = 100_000;

    private static final int MAX_DEPTH = 20;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(MAX_NAME)
                    .maxNumberLength(100)
                    .build())
            .build();

    /// For what a checksum vouches for: to look for a name that comes twice would be much of reading an entry.
    private static final JsonFactory STORED = FACTORY.rebuild()
            .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    /// The text that `content` writes.
    public static byte[] write(Consumer<JsonGenerator> content) {
        var bytes = new ByteArrayOutputStream(512);
        write(bytes, content);
        return bytes.toByteArray();
    }

    /// Writes to `out`, and flushes but does not close it.
    public static void write(OutputStream out, Consumer<JsonGenerator> content) {
        var json = FACTORY.createGenerator(ObjectWriteContext.empty(), new Unclosed(out));
        content.accept(json);
        json.close();
    }

    /// Reads one value, all of `text`.
    ///
    /// @throws BadRequest if `text` is not JSON, has more than one value, or is not what `content` takes
    public static <T> T read(byte[] text, Function<JsonReader, T> content) {
        requireUtf8(text);
        return read(FACTORY, text, content);
    }

    /// Jackson takes overlong forms, and guesses UTF-16 by its NULs.
    private static void requireUtf8(byte[] text) {
        boolean ascii = true;
        boolean nul = false;
        for (byte here : text) {
            ascii &= here >= 0;
            nul |= here == 0;
        }
        try {
            if (!ascii) {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            }
        } catch (CharacterCodingException e) {
            throw new BadRequest("not JSON: it is not UTF-8", e);
        }
        if (nul) {
            throw new BadRequest("not JSON: it has a NUL in it");
        }
    }

    /// The same, of text that [#write] has written and that is known to be as it was.
    public static <T> T readStored(byte[] text, Function<JsonReader, T> content) {
        return read(STORED, text, content);
    }

    private static <T> T read(JsonFactory factory, byte[] text, Function<JsonReader, T> content) {
        try (var parser = factory.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                throw new BadRequest("the body is empty; it should be JSON");
            }
            T value = content.apply(new JsonReader(parser));
            if (parser.nextToken() != null) {
                throw new BadRequest("there is more after the end of the JSON" + at(parser.currentTokenLocation()));
            }
            return value;
        } catch (JacksonException e) {
            throw new BadRequest("not JSON: " + e.getOriginalMessage() + at(e.getLocation()), e);
        }
    }

    private static String at(@Nullable TokenStreamLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static final class Unclosed extends java.io.FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws java.io.IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws java.io.IOException {
            out.flush();
        }
    }
}

package todo.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;

/// Reads JSON value by value, in a single pass; each method takes the value that comes next.
///
/// Every method throws [BadRequest] if that value is of another kind, naming the property.
public final class JsonReader {
    private final JsonParser parser;
    private String place = "the body";
    private boolean isProperty;
    private final Set<String> unknown = new TreeSet<>();

    JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /// Takes an object: `property` is called with each name, and must take that property's value.
    public void object(Consumer<String> property) {
        expect(JsonToken.START_OBJECT, "an object");
        for (String next = parser.nextName(); next != null; next = parser.nextName()) {
            place = next;
            isProperty = true;
            parser.nextToken();
            property.accept(next);
        }
    }

    /// The same of an object that must have all properties that are `required`.
    public void object(Set<String> required, Consumer<String> property) {
        Set<String> missing = new HashSet<>(required);
        object(next -> {
            missing.remove(next);
            property.accept(next);
        });
        if (!missing.isEmpty()) {
            throw new BadRequest("it has no " + String.join(", ", missing));
        }
    }

    /// Takes an array whose elements `element` takes.
    public <T> List<T> array(Supplier<T> element) {
        expect(JsonToken.START_ARRAY, "an array");
        String each = "an element of " + place();
        List<T> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            place = each;
            isProperty = false;
            values.add(element.get());
        }
        return values;
    }

    public boolean isArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    public boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    public String string() {
        expect(JsonToken.VALUE_STRING, "a string");
        return parser.getString();
    }

    public byte[] bytes() {
        if (parser.currentToken() != JsonToken.VALUE_EMBEDDED_OBJECT) {
            expect(JsonToken.VALUE_STRING, "bytes");
        }
        return parser.getBinaryValue();
    }

    /// Takes text, a whole number or `null`, whichever comes.
    public @Nullable Object value() {
        return isNull()
                ? null
                : parser.currentToken() == JsonToken.VALUE_STRING ? string() : Long.valueOf(wholeNumber());
    }

    public boolean bool() {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case null, default -> throw unexpected("true or false");
        };
    }

    /// Takes an integer as JSON Schema has it: `1.0` and `1e2` are some.
    public long wholeNumber() {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) {
            expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        }
        try {
            return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                    ? parser.getLongValue()
                    : parser.getDecimalValue().longValueExact();
        } catch (InputCoercionException | ArithmeticException | NumberFormatException _) {
            throw unexpected("a whole number below 2^63");
        }
    }

    public double number() {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            expect(JsonToken.VALUE_NUMBER_FLOAT, "a number");
        }
        return parser.getDoubleValue();
    }

    /// Passes over the value, whatever it is.
    public void skip() {
        parser.skipChildren();
    }

    /// Passes over the value of the property `name`, which whoever reads does not know.
    public void skipUnknown(String name) {
        unknown.add(name);
        skip();
    }

    /// The names of all properties so far that were not known.
    public Set<String> unknown() {
        return unknown;
    }

    /// The error that the value should have been `wanted`.
    public BadRequest unexpected(String wanted) {
        return new BadRequest(place() + " must be " + wanted);
    }

    private String place() {
        return isProperty ? '"' + place + '"' : place;
    }

    private void expect(JsonToken token, String wanted) {
        if (parser.currentToken() != token) {
            throw unexpected(wanted);
        }
    }
}

package todo.list;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One field of an entry with a value for it: what an edit sets, and what a change took away.
public sealed interface Field {
    record Title(String value) implements Field {}

    record DueAt(@Nullable Due value) implements Field {}

    record Notes(String value) implements Field {}

    /// Completes an open entry now, or opens it again; one completed already keeps its time.
    record Completed(boolean value) implements Field {}

    record CompletedAt(@Nullable Instant value) implements Field {}

    record Priority(int value) implements Field {}

    record Tags(List<String> value) implements Field {
        public Tags {
            value = List.copyOf(value);
        }
    }

    record Order(double value) implements Field {
        public Order {
            value += 0.0; // so that -0 is 0
        }
    }

    record Parent(long value) implements Field {}

    record Repeat(String value) implements Field {}

    record Remind(@Nullable Reminder value) implements Field {}

    record Properties(Map<String, String> value) implements Field {
        public Properties {
            value = Map.copyOf(value);
        }
    }

    /// Sets some of the properties and leaves the others; a `null` takes one away.
    record SomeProperties(Map<String, @Nullable String> value) implements Field {
        public SomeProperties {
            value = Collections.unmodifiableMap(new LinkedHashMap<>(value));
        }

        /// What becomes of `properties`.
        Map<String, String> mergedInto(Map<String, String> properties) {
            Map<String, String> merged = new LinkedHashMap<>(properties);
            value.forEach((name, text) -> {
                if (text == null) {
                    merged.remove(name);
                } else {
                    merged.put(name, text);
                }
            });
            return merged;
        }
    }

    /// The field's name, as it is written everywhere.
    default String name() {
        return switch (this) {
            case Title _ -> "title";
            case DueAt _ -> "due";
            case Notes _ -> "notes";
            case Completed _ -> "completed";
            case CompletedAt _ -> "completedAt";
            case Priority _ -> "priority";
            case Tags _ -> "tags";
            case Order _ -> "order";
            case Parent _ -> "parent";
            case Repeat _ -> "repeat";
            case Remind _ -> "remind";
            case Properties _, SomeProperties _ -> "properties";
        };
    }
}

package todo.list;

import java.time.DateTimeException;
import java.util.HashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules for single values. Lengths are in characters (Unicode code points) unless they say bytes.
final class Rules {
    static final int MAX_ENTRIES = 100_000;
    static final long MAX_BYTES = 64L << 20;
    static final int MAX_DEPTH = 30;
    static final long MAX_ASKED_ID = 1_000_000_000_000L;
    private static final int MAX_TITLE = 1_000;
    private static final int MAX_TEXT_BYTES = 64 * 1024;
    private static final int MAX_TAGS = 100;
    private static final int MAX_NAME = 200;
    private static final int MAX_REPEAT = 1_000;
    private static final String NO_CONTROLS = "must not have control characters";

    /// Letters and marks that nobody sees: fillers of Hangul and Braille, and selectors of variants.
    private static final String UNSEEN = "\u115f\u1160\u2800\u3164\uffa0\u034f\u17b4\u17b5";

    private Rules() {}

    /// Why `field` can't have its value, or `null` if it can.
    static @Nullable Refusal check(Field field) {
        String problem = switch (field) {
            case Field.Title(var title) -> title(title);
            case Field.Notes(var notes) -> text(notes);
            case Field.Priority(var priority) ->
                priority < 0 || priority > 9 ? "must be from 0 (none) and 1 (highest) to 9, not " + priority : null;
            case Field.Tags(var tags) -> tags(tags);
            case Field.Order(var order) -> Double.isFinite(order) ? null : "must be a finite number";
            case Field.Repeat(var repeat) -> repeat(repeat);
            case Field.Properties(var properties) -> properties(properties);
            case Field.SomeProperties some -> properties(some.mergedInto(Map.of()));
            case Field.DueAt _, Field.Completed _, Field.CompletedAt _, Field.Parent _, Field.Remind _ -> null;
        };
        return problem == null ? null : new Refusal.Invalid(field.name(), problem);
    }

    static @Nullable Refusal checkUid(String uid) {
        String problem = name(uid);
        return problem == null ? null : new Refusal.Invalid("uid", problem);
    }

    static @Nullable Refusal check(ListProperties properties) {
        String title = properties.title();
        if (length(title) > MAX_TITLE || malformed(title) || hasControls(title)) {
            return new Refusal.Invalid(
                    "title", "must be well-formed text of at most 1,000 characters, without control characters");
        }
        if (!properties.colour().matches("(#[0-9a-fA-F]{6})?")) {
            return new Refusal.Invalid("colour", "must be like #3366cc");
        }
        return Double.isFinite(properties.order()) ? null : new Refusal.Invalid("order", "must be a finite number");
    }

    private static @Nullable String title(String title) {
        if (blank(title)) {
            return "must not be blank";
        }
        int length = length(title);
        if (length > MAX_TITLE) {
            return "must be at most 1,000 characters long, not " + length;
        }
        if (hasControls(title)) {
            return NO_CONTROLS;
        }
        return malformed(title) ? "must be well-formed Unicode" : null;
    }

    private static @Nullable String text(String text) {
        if (text.length() > MAX_TEXT_BYTES || text.length() * 3L > MAX_TEXT_BYTES && bytes(text) > MAX_TEXT_BYTES) {
            return "must be at most 64 KiB long";
        }
        return malformed(text) ? "must be well-formed Unicode" : null;
    }

    private static @Nullable String properties(Map<String, String> properties) {
        long length = 0;
        for (var property : properties.entrySet()) {
            if (malformed(property.getKey()) || malformed(property.getValue())) {
                return "must be well-formed Unicode";
            }
            length += bytes(property.getKey()) + bytes(property.getValue());
        }
        return length > MAX_TEXT_BYTES ? "must be at most 64 KiB long" : null;
    }

    private static @Nullable String tags(java.util.List<String> tags) {
        if (tags.size() > MAX_TAGS) {
            return "must be at most 100, not " + tags.size();
        }
        if (new HashSet<>(tags).size() < tags.size()) {
            return "must not hold the same tag twice";
        }
        for (String tag : tags) {
            String problem = name(tag);
            if (problem != null) {
                return "must each be a name: \"" + tag + "\" " + problem;
            }
        }
        return null;
    }

    private static @Nullable String name(String name) {
        if (blank(name)) {
            return "must not be blank";
        }
        if (length(name) > MAX_NAME) {
            return "must be at most 200 characters long";
        }
        if (hasControls(name)) {
            return NO_CONTROLS;
        }
        return malformed(name) ? "must be well-formed Unicode" : null;
    }

    /// What is wrong with `name` as a list's name, or `null`: the rest of the sentence "the list's name …".
    static @Nullable String listName(String name) {
        String problem = name(name);
        if (problem != null) {
            return problem;
        }
        if (name.indexOf('/') >= 0) {
            return "must not have a / in it";
        }
        return name.equals(".") || name.equals("..") ? "must not be . or .." : null;
    }

    private static @Nullable String repeat(String repeat) {
        if (repeat.isEmpty()) {
            return null;
        }
        if (repeat.length() > MAX_REPEAT) {
            return "must be at most 1,000 characters long, not " + length(repeat);
        }
        String problem;
        try {
            problem = Recurrence.parse(repeat).problem();
        } catch (DateTimeException e) {
            problem = e.getMessage();
        }
        return problem == null ? null : "must be a recurrence rule such as FREQ=WEEKLY;BYDAY=MO; " + problem;
    }

    /// Whether people see nothing of `text`, which may have format characters in it, such as a zero width space.
    private static boolean blank(String text) {
        return text.codePoints().allMatch(Rules::unseen);
    }

    private static boolean unseen(int character) {
        return switch (Character.getType(character)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT -> true;
            default -> UNSEEN.indexOf(character) >= 0 || character >= 0xfe00 && character <= 0xfe0f;
        };
    }

    private static boolean hasControls(String text) {
        return text.codePoints().anyMatch(Character::isISOControl);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static int bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }

    /// Whether `text` has half a surrogate pair, which no UTF-8 can hold.
    private static boolean malformed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char here = text.charAt(i);
            if (Character.isSurrogate(here)) {
                if (Character.isLowSurrogate(here)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(++i))) {
                    return true;
                }
            }
        }
        return false;
    }
}

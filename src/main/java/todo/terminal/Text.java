package todo.terminal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Text on its way to a terminal.
public final class Text {
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private Text() {}

    /// `text` in one line, without anything that a terminal would take for a command: control characters
    /// and those that turn the direction of writing are shown as symbols.
    public static String harmless(String text) {
        if (text.codePoints().noneMatch(Text::dangerous)) {
            return text;
        }
        var harmless = new StringBuilder(text.length());
        text.codePoints().map(Text::symbol).forEach(harmless::appendCodePoint);
        return harmless.toString();
    }

    /// JSON in which characters that a terminal would take for a command are written as escapes: it says the same.
    public static byte[] harmlessJson(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        if (text.codePoints().noneMatch(Text::dangerousInJson)) {
            return json;
        }
        var harmless = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (dangerousInJson(character)) {
                harmless.append("\\u%04x".formatted(character));
            } else {
                harmless.appendCodePoint(character);
            }
        });
        return harmless.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// In strings: JSON has the control characters of ASCII only between its values.
    private static boolean dangerousInJson(int character) {
        return character >= 0x7f && dangerous(character);
    }

    /// `text` as an argument of a command that people can copy into a shell.
    public static String argument(String text) {
        return text.matches("[\\p{L}\\p{N}._@%+:,-]+") && !text.startsWith("-")
                ? text
                : "'" + harmless(text).replace("'", "'\\''") + "'";
    }

    private static boolean dangerous(int character) {
        return Character.isISOControl(character)
                || character == 0x2028
                || character == 0x2029
                || character >= 0x202A && character <= 0x202E
                || character >= 0x2066 && character <= 0x2069
                || Character.getType(character) == Character.SURROGATE;
    }

    private static int symbol(int character) {
        if (!dangerous(character)) {
            return character;
        }
        return character < 0x20 ? 0x2400 + character : character == 0x7F ? 0x2421 : 0xFFFD;
    }

    /// How many columns of a terminal `text` takes.
    static int width(String text) {
        return text.codePoints().map(Text::width).sum();
    }

    private static int width(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> character == ZERO_WIDTH_JOINER ? 0 : wide(character) ? 2 : 1;
        };
    }

    /// East Asian wide characters and emoji (UAX #11), by their blocks.
    private static boolean wide(int character) {
        return character >= 0x1100
                && (character <= 0x115F
                        || character >= 0x2E80 && character <= 0xA4CF
                        || character >= 0xAC00 && character <= 0xD7A3
                        || character >= 0xF900 && character <= 0xFAFF
                        || character >= 0xFE30 && character <= 0xFE6F
                        || character >= 0xFF00 && character <= 0xFF60
                        || character >= 0xFFE0 && character <= 0xFFE6
                        || character >= 0x1F300 && character <= 0x1FAFF
                        || character >= 0x20000 && character <= 0x3FFFD);
    }

    /// `text` in lines of at most `width` columns, broken between words where that can be.
    static List<String> wrapped(String text, int width) {
        int most = Math.max(width, 2);
        List<String> lines = new ArrayList<>();
        var line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && width(line.toString()) + 1 + width(word) > most) {
                lines.add(line.toString());
                line.setLength(0);
            } else if (!line.isEmpty()) {
                line.append(' ');
            }
            for (int i = 0; i < word.length(); i += Character.charCount(word.codePointAt(i))) {
                int character = word.codePointAt(i);
                if (width(line.toString()) + width(character) > most) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.appendCodePoint(character);
            }
        }
        lines.add(line.toString());
        return lines;
    }

    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }
}

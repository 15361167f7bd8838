package todo.terminal;

import java.io.PrintStream;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import todo.words.Speaker;

/// Where a command prints, and what it can know of the one who reads.
///
/// @param out what was asked for
/// @param err what went wrong, and how far it has come
/// @param colours whether `out` may be coloured
/// @param progress whether `err` is read by a person who waits
/// @param width how many columns `out` has, or 0 if that is not known or it is no terminal
/// @param clock the reader's time and zone
public record Terminal(
        PrintStream out,
        PrintStream err,
        boolean colours,
        boolean progress,
        int width,
        Clock clock,
        Map<String, String> environment) {

    public String paint(Colour colour, String text) {
        return colours ? colour.paint(text) : text;
    }

    /// The reader's way with dates, now.
    public Dates dates() {
        return Dates.of(clock);
    }

    /// The reader as one who types.
    public Speaker speaker() {
        return new Speaker(ZonedDateTime.now(clock), language(), List.of());
    }

    /// The language that the reader types, after `LC_ALL`, `LC_TIME` or `LANG`.
    public Locale language() {
        return Stream.of("LC_ALL", "LC_TIME", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .map(Speaker::nearestLanguage)
                .orElse(Locale.ENGLISH);
    }

    /// Shows how far something has come, in place of what was shown so before.
    public void progress(String text) {
        if (progress) {
            err.print("\r\u001B[K" + text);
            err.flush();
        }
    }
}

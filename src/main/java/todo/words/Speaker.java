package todo.words;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Who has typed a line.
///
/// @param now what the speaker's clock shows, and where it hangs
/// @param language English or German, as [#language] gives it. In `en` and `en-US` the month stands before the day, as
///     in 12/24; wherever else English is spoken, and in German, the day comes first
/// @param keep words that stay text wherever they stand in the line
public record Speaker(ZonedDateTime now, Locale language, List<String> keep) {
    private static final Set<String> UNDERSTOOD = Set.of("en", "de");
    private static final Set<String> NONE = Set.of("", "posix");

    public Speaker {
        keep = List.copyOf(keep);
    }

    /// The language that `name` names: `en-GB` (BCP 47), or `en_GB.UTF-8` (POSIX).
    ///
    /// @throws IllegalArgumentException if it is neither English nor German
    public static Locale language(String name) {
        var language = locale(name);
        if (!UNDERSTOOD.contains(language.getLanguage())) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is not a language that is understood; say en-US, en-GB or another en-…, or de");
        }
        return language;
    }

    /// The language that one types whose computer is set to `name`: where that is neither English nor German, English
    /// as
    /// in that country, in which the day comes before the month unless it is the US.
    public static Locale nearestLanguage(String name) {
        var language = locale(name);
        if (UNDERSTOOD.contains(language.getLanguage())) {
            return language;
        }
        if (NONE.contains(language.getLanguage())) {
            return Locale.ENGLISH;
        }
        String country = language.getCountry();
        return Locale.forLanguageTag("en-" + (country.isEmpty() ? "001" : country));
    }

    private static Locale locale(String name) {
        return Locale.forLanguageTag(name.replaceFirst("[.@].*", "").replace('_', '-'));
    }

    LocalDate today() {
        return now.toLocalDate();
    }

    boolean saysMonthFirst() {
        return !language.getLanguage().equals("de") && List.of("", "US").contains(language.getCountry());
    }
}

package todo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import todo.json.BadRequest;
import todo.list.Due;
import todo.list.Occurrences;
import todo.list.Recurrence;
import todo.settings.Setting;
import todo.settings.Settings;
import todo.settings.WrongSetting;
import todo.terminal.DueArgument;
import todo.words.Line;
import todo.words.Speaker;

/// What reads files, settings and what people type.
public final class FileParsers {
    private static final LocalDate TODAY = LocalDate.of(2026, 12, 24);

    private static final LocalDateTime NOW = TODAY.atTime(9, 0);
    private static final List<Setting> SETTINGS = List.of(Setting.values());

    private FileParsers() {}

    public static void export(byte[] input) {
        try {
            assertThat(ExportFile.parse(input).entries()).allMatch(entry -> entry.id() > 0);
        } catch (BadRequest e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /// Each line is the value of another setting; the first says of which on.
    public static void settings(byte[] input) {
        var lines = new String(input, StandardCharsets.UTF_8).lines().toList();
        Map<Setting, List<String>> options = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            var setting = SETTINGS.get(Math.floorMod(lines.getFirst().hashCode() + i, SETTINGS.size()));
            options.computeIfAbsent(setting, _ -> new ArrayList<>()).add(lines.get(i));
        }
        try {
            var settings = Settings.read(options, Map.of());
            for (var setting : SETTINGS) {
                assertThat(settings.text(setting)).isNotNull();
            }
        } catch (WrongSetting e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    public static void due(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            var due = Due.parse(text);
            assertThat(Due.parse(due.toString())).isEqualTo(due);
        } catch (DateTimeException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
        try {
            assertThat(DueArgument.parse(text, new Speaker(NOW.atZone(ZoneId.of("UTC")), Locale.US, List.of()))
                            .date())
                    .isNotNull();
        } catch (DateTimeException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /// A rule that is taken is read again as it is printed, and is soon done with, whatever it says.
    public static void rule(byte[] input) {
        try {
            var rule = Recurrence.parse(new String(input, StandardCharsets.UTF_8));
            assertThat(Recurrence.parse(rule.toString())).isEqualTo(rule);
            var found = Occurrences.after(rule, NOW, NOW.plusDays(3));
            assertThat(found == null || found.at().isAfter(NOW)).isTrue();
        } catch (DateTimeException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /// What a person types as one line is always an entry or a part of one.
    public static void line(byte[] input) {
        var language = input.length % 2 == 0 ? Locale.ENGLISH : Locale.GERMAN;
        var speaker = new Speaker(NOW.atZone(ZoneId.of("Europe/Berlin")), language, List.of());
        var line = Line.of(speaker, new String(input, StandardCharsets.UTF_8));
        assertThat(line.fields()).doesNotContainNull();
    }
}

package todo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import todo.json.BadRequest;
import todo.list.Due;
import todo.settings.Setting;
import todo.settings.Settings;
import todo.settings.WrongSetting;
import todo.terminal.DueArgument;

/// What reads files, settings and what people type.
public final class FileParsers {
    private static final LocalDate TODAY = LocalDate.of(2026, 12, 24);

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
            assertThat(DueArgument.parse(text, TODAY).date()).isNotNull();
        } catch (DateTimeException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}

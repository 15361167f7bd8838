package todo.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import todo.json.Json;
import todo.settings.Setting;
import todo.settings.Settings;
import todo.terminal.Colour;
import todo.terminal.Columns;
import todo.terminal.Terminal;

/// Shows what can be set, and what is.
@Command(name = "settings", description = "Show all settings; * marks those that are not as they come.")
final class SettingsCommand implements Callable<Integer>, SettingOptions.Taker {
    private final Terminal terminal;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--markdown", description = "print the table of defaults as Markdown")
    private boolean markdown;

    @Option(names = "--json", description = "print the values as JSON")
    private boolean json;

    SettingsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (markdown) {
            terminal.out().print(markdown());
            return Commands.OK;
        }
        var settings = Settings.read(SettingOptions.given(command), terminal.environment());
        if (json) {
            byte[] text = json(settings);
            terminal.out().write(text, 0, text.length);
            terminal.out().println();
        } else {
            print(settings);
        }
        return Commands.OK;
    }

    private void print(Settings settings) {
        var standard = Settings.read(Map.of(), Map.of());
        var columns = new Columns();
        for (var setting : Setting.values()) {
            String value = settings.text(setting);
            boolean changed = !value.equals(standard.text(setting));
            columns.add(
                    changed ? "*" : "", "--" + setting.option(), value.isEmpty() ? "(none)" : value, setting.help());
        }
        columns.lines(terminal.width())
                .forEach(line ->
                        terminal.out().println(line.startsWith("*") ? terminal.paint(Colour.BOLD, line) : line));
        terminal.out().println();
        terminal.out()
                .println(
                        "Each is an option of serve, or a variable: --port is TODO_PORT, --log-json is TODO_LOG_JSON.");
    }

    /// The table for the documentation.
    static String markdown() {
        var table = new StringBuilder("| option | default | allowed | what it is |\n| --- | --- | --- | --- |\n");
        for (var setting : Setting.values()) {
            String standard = setting.standard().isEmpty() ? "" : "`" + setting.standard() + "`";
            table.append("| `--%s` | %s | %s | %s |%n"
                    .formatted(setting.option(), standard, setting.allowed(), setting.help()));
        }
        return table.toString();
    }

    private static byte[] json(Settings settings) {
        return Json.write(json -> {
            json.writeStartObject();
            for (var setting : Setting.values()) {
                json.writeStringProperty(setting.option(), settings.text(setting));
            }
            json.writeEndObject();
        });
    }
}

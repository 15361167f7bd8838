package todo.cli;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import todo.settings.Setting;

/// The settings as options of a command.
final class SettingOptions {
    private SettingOptions() {}

    /// A command that takes them.
    interface Taker {}

    static void addTo(CommandSpec command) {
        for (var setting : Setting.values()) {
            var option = OptionSpec.builder("--" + setting.option())
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .paramLabel(label(setting))
                    .description(help(setting));
            command.addOption(
                    setting.flag()
                            ? option.arity("0..1").fallbackValue("true").build()
                            : option.arity("1").build());
        }
    }

    private static String label(Setting setting) {
        return setting.flag() ? "true|false" : setting.option().toUpperCase(java.util.Locale.ROOT);
    }

    private static String help(Setting setting) {
        return setting.help() + (setting.standard().isEmpty() ? "" : " (" + setting.standard() + ")");
    }

    /// What was given, once the command line is parsed.
    static Map<Setting, List<String>> given(CommandSpec command) {
        Map<Setting, List<String>> given = new EnumMap<>(Setting.class);
        var parsed = command.commandLine().getParseResult();
        for (var setting : Setting.values()) {
            if (parsed.hasMatchedOption("--" + setting.option())) {
                given.put(setting, parsed.matchedOptionValue("--" + setting.option(), List.<String>of()));
            }
        }
        return given;
    }
}

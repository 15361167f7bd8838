package todo.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import todo.bench.BenchCommand;
import todo.client.ClientException;
import todo.json.BadRequest;
import todo.prove.Proofs;
import todo.prove.ProveCommand;
import todo.scale.SimulateCommand;
import todo.settings.WrongSetting;
import todo.store.StoreException;
import todo.terminal.CheckedOutput.Unwritable;
import todo.terminal.Terminal;
import todo.terminal.Text;

/// All commands, and how each ends: what went wrong is one sentence and an exit code.
final class Commands {
    static final int OK = 0;
    static final int REFUSED = 1;
    static final int UNREADABLE = 2;
    static final int BROKEN = 3;

    /// As if SIGPIPE had ended it, which is how most programs end when nobody reads on.
    static final int UNREAD = 141;

    private static final Map<String, Function<Terminal, Object>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("serve", ServeCommand::new);
        ALL.put("add", AddCommand::new);
        ALL.put("show", ShowCommand::new);
        ALL.put("lists", ListsCommand::new);
        ALL.put("done", DoneCommand::new);
        ALL.put("edit", EditCommand::new);
        ALL.put("move", MoveCommand::new);
        ALL.put("rm", RemoveCommand::new);
        ALL.put("undo", UndoCommand::new);
        ALL.put("history", HistoryCommand::new);
        ALL.put("watch", WatchCommand::new);
        ALL.put("search", SearchCommand::new);
        ALL.put("describe", DescribeCommand::new);
        ALL.put("drop", DropCommand::new);
        ALL.put("export", ExportCommand::new);
        ALL.put("import", ImportCommand::new);
        ALL.put("check", CheckCommand::new);
        ALL.put("reshard", ReshardCommand::new);
        ALL.put("migrate", MigrateCommand::new);
        ALL.put("backup", BackupCommand::new);
        ALL.put("restore", RestoreCommand::new);
        ALL.put("shell", ShellCommand::new);
        ALL.put("settings", SettingsCommand::new);
        ALL.put("certificates", CertificatesCommand::new);
        ALL.put("bench", _ -> new BenchCommand());
        ALL.put("simulate", _ -> new SimulateCommand());
        ALL.put("prove", terminal -> new ProveCommand(terminal, Proofs.ALL));
        ALL.put("completion", CompletionCommand::new);
        ALL.put("version", VersionCommand::new);
        ALL.put("train", TrainCommand::new);
    }

    private final Terminal terminal;

    Commands(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "todo",
            header = "A to-do server in which every list is its own process.",
            synopsisHeading = "%n",
            synopsisSubcommandLabel = "COMMAND",
            commandListHeading = "%n",
            optionListHeading = "%n",
            footer = {
                "",
                "Without a command it is the server: ./todo serve.",
                "./todo COMMAND --help says more about a command."
            })
    private static final class Todo {}

    /// Runs a command, and gives the program's exit code.
    int run(String... arguments) {
        String[] all = withCommand(arguments);
        var line = line(ALL.containsKey(all[0]) ? all[0] : null);
        line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        line.setParameterExceptionHandler((failure, _) -> usage(failure));
        line.setExecutionExceptionHandler((failure, _, _) -> failed(failure));
        line.setExecutionStrategy(this::execute);
        return line.execute(all);
    }

    private int execute(CommandLine.ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (Unwritable unwritable) { // the help
            return failed(unwritable);
        }
    }

    /// The command that is meant when none is named.
    private static String[] withCommand(String[] arguments) {
        if (arguments.length > 0 && (!arguments[0].startsWith("-") || arguments[0].matches("-h|--help"))) {
            return arguments;
        }
        if (arguments.length > 0 && arguments[0].matches("-V|--version")) {
            return new String[] {"version"};
        }
        String[] serve = new String[arguments.length + 1];
        serve[0] = "serve";
        System.arraycopy(arguments, 0, serve, 1, arguments.length);
        return serve;
    }

    /// The command line with all commands, or to be quick with only the one that is wanted.
    CommandLine line(@Nullable String only) {
        var line = new CommandLine(new Todo());
        addHelp(line);
        ALL.forEach((name, command) -> {
            if (only == null || only.equals(name)) {
                line.addSubcommand(name, command.apply(terminal));
            }
        });
        line.getSubcommands().values().forEach(Commands::addHelp);
        return line.setUsageHelpAutoWidth(true).setAbbreviatedOptionsAllowed(false);
    }

    private static void addHelp(CommandLine line) {
        var spec = line.getCommandSpec();
        if (spec.userObject() instanceof SettingOptions.Taker) {
            SettingOptions.addTo(spec);
        }
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("show this")
                .order(Integer.MAX_VALUE)
                .build());
    }

    private int usage(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched
                && unmatched.getCommandLine().getParent() == null) {
            say("there is no command \"" + unmatched.getUnmatched().getFirst()
                    + "\"; ./todo --help shows those there are");
            return UNREADABLE;
        }
        String command = failure.getCommandLine().getCommandSpec().qualifiedName(" ");
        say(sentence(failure) + "; ./" + command + " --help says what it takes");
        return UNREADABLE;
    }

    private static String sentence(ParameterException failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure.getArgSpec() == null || !message.matches("(?s).* is not an? (int|long|double)")) {
            return message;
        }
        String name = failure.getArgSpec() instanceof OptionSpec option
                ? option.longestName()
                : failure.getArgSpec().paramLabel();
        return "%s must be a number such as 3, not \"%s\"".formatted(name, failure.getValue());
    }

    private int failed(Exception failure) {
        return switch (failure) {
            case BadRequest unreadable -> say(unreadable, UNREADABLE);
            case WrongSetting wrong -> say(wrong, UNREADABLE);
            case ClientException answer ->
                say(
                        answer,
                        switch (answer.kind()) {
                            case REFUSED -> REFUSED;
                            case UNREADABLE -> UNREADABLE;
                            case BROKEN -> BROKEN;
                        });
            case StoreException store -> say(store, BROKEN);
            case Unwritable unwritable when unwritable.isClosedPipe() -> UNREAD;
            case IOException io -> say(io, BROKEN);
            case UncheckedIOException io -> say(io, BROKEN);
            case Exception defect -> {
                defect.printStackTrace(terminal.err());
                yield BROKEN;
            }
        };
    }

    private int say(Exception failure, int code) {
        say(String.valueOf(failure.getMessage()));
        return code;
    }

    private void say(String sentence) {
        terminal.err().println(Text.harmless(sentence));
    }
}

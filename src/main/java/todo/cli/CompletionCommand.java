package todo.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import todo.json.BadRequest;
import todo.terminal.Terminal;

/// Prints what makes a shell complete commands and options.
@Command(
        name = "completion",
        description = {
            "Print the completion script for bash or zsh.",
            "Put this into ~/.bashrc or ~/.zshrc: source <(./todo completion bash)"
        })
final class CompletionCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "bash|zsh", description = "the shell")
    private String shell = "";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this")
    private boolean help;

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!shell.equals("bash") && !shell.equals("zsh")) {
            throw new BadRequest("there is completion for bash and zsh, not for " + shell);
        }
        terminal.out().println(AutoComplete.bash("todo", new Commands(terminal).line(null)));
        return Commands.OK;
    }
}

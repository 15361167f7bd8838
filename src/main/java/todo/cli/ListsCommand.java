package todo.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import todo.client.Connection;
import todo.client.Path;
import todo.json.AnswerJson;
import todo.json.AnswerJson.Summary;
import todo.terminal.Columns;
import todo.terminal.Terminal;
import todo.terminal.Text;

/// Shows which lists there are.
@Command(name = "lists", description = "Show the lists, and how much is open and done in each.")
final class ListsCommand extends ServerCommand {
    ListsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Connection server) {
        List<Summary> lists = new ArrayList<>();
        var printed = new JsonPages(terminal.out());
        server.pages(Path.lists(), page -> {
            lists.addAll(page.readAll(AnswerJson::list));
            if (json) {
                printed.add(page.body());
            }
        });
        if (json) {
            printed.end();
        } else {
            print(lists);
        }
        return warn(lists) ? Commands.BROKEN : Commands.OK;
    }

    private void print(List<Summary> lists) {
        var columns = new Columns();
        for (var list : lists) {
            if (list.damage() == null) {
                columns.add(
                        Text.harmless(list.name()),
                        list.open() + " open",
                        list.completed() + " done",
                        Text.harmless(list.properties().title()));
            }
        }
        columns.lines(terminal.width()).forEach(this::print);
        if (lists.isEmpty()) {
            terminal.err().println("there are no lists yet; ./todo add LIST TITLE makes one");
        }
    }

    /// Names what is damaged; whether there is any.
    private boolean warn(List<Summary> lists) {
        boolean damaged = false;
        for (var list : lists) {
            String damage = list.damage();
            if (damage != null) {
                damaged = true;
                terminal.err()
                        .println(Text.harmless(
                                list.name().isEmpty()
                                        ? damage
                                        : "the list \"" + list.name() + "\" is damaged: " + damage));
            }
        }
        return damaged;
    }
}

package todo.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import todo.client.Body;
import todo.client.Connection;
import todo.client.Path;
import todo.json.AnswerJson;
import todo.json.BadRequest;
import todo.list.Field;
import todo.terminal.EntryTable;
import todo.terminal.Terminal;

/// Changes an entry.
@Command(name = "edit", description = "Change an entry; what is not named stays as it is.")
final class EditCommand extends ServerCommand {
    @Parameters(index = "0", paramLabel = "LIST", description = "the list's name")
    private String list = "";

    @Parameters(index = "1", paramLabel = "ID", description = "the entry")
    private long id;

    @Option(names = "--title", paramLabel = "TEXT", description = "what there is to do")
    private @Nullable String title;

    @Mixin
    private EntryOptions options = new EntryOptions();

    @Option(names = "--no-tags", description = "take all tags away")
    private boolean noTags;

    @Option(names = "--open", description = "open it again")
    private boolean open;

    EditCommand(Terminal terminal) {
        super(terminal);
    }

    /// A reminder may count from the due date that the entry has.
    private void checkReminder(Connection server, List<Field> fields) {
        List<Field> all = new ArrayList<>(fields);
        if (fields.stream().anyMatch(Field.Remind.class::isInstance)
                && fields.stream().noneMatch(Field.DueAt.class::isInstance)) {
            all.add(new Field.DueAt(server.get(Path.entry(list, id))
                    .read(AnswerJson::entry)
                    .entry()
                    .due()));
        }
        EntryOptions.checkReminder(all);
    }

    @Override
    int run(Connection server) {
        List<Field> fields = new ArrayList<>();
        if (title != null) {
            fields.add(new Field.Title(title));
        }
        if (noTags) {
            fields.add(new Field.Tags(List.of()));
        }
        if (open) {
            fields.add(new Field.Completed(false));
        }
        fields.addAll(options.fields(terminal.speaker()));
        if (fields.isEmpty()) {
            throw new BadRequest("there is nothing to change; say what, as in ./todo edit LIST ID --due fri");
        }
        if (noTags && fields.stream().filter(Field.Tags.class::isInstance).count() > 1) {
            throw new BadRequest("give either --tag or --no-tags");
        }
        checkReminder(server, fields);
        var reply = server.send("PATCH", Path.entry(list, id, terminal.clock().getZone()), Body.of(fields));
        if (json) {
            printJson(reply);
        } else {
            var entry = reply.read(AnswerJson::entry).entry();
            new EntryTable(List.of(entry), terminal).lines().forEach(this::print);
        }
        return Commands.OK;
    }
}

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
import todo.list.Entry;
import todo.list.Field;
import todo.terminal.Terminal;
import todo.terminal.Text;
import todo.words.Speaker;

/// Adds an entry.
@Command(
        name = "add",
        description = {
            "Add an entry to a list; a list comes to life with its first entry.",
            "Dates, times, repetition, !1 and #tags in the title are understood: Dentist tomorrow 5pm !1 #health.",
            "An option is taken in the place of the same thing in the title."
        })
final class AddCommand extends ServerCommand {
    @Parameters(index = "0", paramLabel = "LIST", description = "the list's name")
    private String list = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "TITLE", description = "what there is to do")
    private List<String> title = new ArrayList<>();

    @Option(names = "--plain", description = "take the title as it is: no dates, tags or the like are read from it")
    private boolean plain;

    @Option(
            names = "--language",
            paramLabel = "TAG",
            description = "the language of dates: en-US, en-GB, de … (that of LC_ALL, LC_TIME or LANG)")
    private @Nullable String language;

    @Mixin
    private EntryOptions options = new EntryOptions();

    AddCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Connection server) {
        String line = String.join(" ", title);
        var speaker = speaker();
        List<Field> fields =
                new ArrayList<>(plain ? List.of(new Field.Title(line)) : understood(server, line, speaker));
        var said = options.fields(speaker);
        fields.removeIf(field -> said.stream().anyMatch(option -> isAbout(option, field)));
        boolean understood = fields.size() > 1;
        fields.addAll(said);
        EntryOptions.checkReminder(fields);
        var reply = server.send("POST", Path.entries(list), Body.of(fields));
        if (json) {
            printJson(reply);
        } else {
            var entry = reply.read(AnswerJson::entry).entry();
            print("added " + entry.id() + " to " + Text.harmless(list) + ": " + Text.harmless(entry.title())
                    + (understood ? understoodAs(entry) : ""));
        }
        return Commands.OK;
    }

    /// Whether `option` takes the place of `field`: a rule is counted as that of the option says.
    private static boolean isAbout(Field option, Field field) {
        return option.name().equals(field.name())
                || option instanceof Field.Repeat && field instanceof Field.SomeProperties;
    }

    /// What the server understands of `line`; a line that would have no title is one.
    private List<Field> understood(Connection server, String line, Speaker speaker) {
        var said = Body.ofLine(line, speaker.now().getZone(), speaker.language().toLanguageTag());
        var fields = server.send("POST", Path.parse(), said).read(AnswerJson::understood);
        return fields.contains(new Field.Title("")) ? List.of(new Field.Title(line)) : fields;
    }

    /// What a reader would not see from the title.
    private String understoodAs(Entry entry) {
        var text = new StringBuilder();
        if (entry.due() != null) {
            text.append(", due ").append(terminal.dates().due(entry.due()));
        }
        if (entry.priority() > 0) {
            text.append(", !").append(entry.priority());
        }
        entry.tags().forEach(tag -> text.append(", #").append(Text.harmless(tag)));
        return entry.repeat().isEmpty() ? text.toString() : text + ", " + entry.repeat();
    }

    private Speaker speaker() {
        var reader = terminal.speaker();
        try {
            return language == null ? reader : new Speaker(reader.now(), Speaker.language(language), List.of());
        } catch (IllegalArgumentException e) {
            throw new BadRequest("--language: " + e.getMessage(), e);
        }
    }
}

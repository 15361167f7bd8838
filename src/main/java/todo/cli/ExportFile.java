package todo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import todo.json.AnswerJson;
import todo.json.AnswerJson.Summary;
import todo.json.BadRequest;
import todo.json.Json;
import todo.list.Entry;

/// What [ExportCommand] wrote, read back.
///
/// @param unknown the names of what it has and this version does not know
record ExportFile(Summary list, List<Entry> entries, Set<String> unknown) {
    private static final String FORMAT = "todo-list";
    private static final int FORMAT_VERSION = 1;

    /// @throws BadRequest saying what is wrong with the file
    static ExportFile read(Path file) throws IOException {
        byte[] text;
        try {
            text = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new BadRequest("there is no file " + file, e);
        }
        try {
            return parse(text);
        } catch (BadRequest e) {
            throw new BadRequest("can't import " + file + ": " + e.getMessage(), e);
        }
    }

    static ExportFile parse(byte[] text) {
        var read = new Object() {
            String format = "";
            long version;
            Summary list = new Summary("", todo.list.ListProperties.NONE, 0, java.time.Instant.EPOCH, 0, 0);
            List<Entry> entries = List.of();
            boolean whole;
            Set<String> unknown = Set.of();
        };
        Json.read(text, json -> {
            json.object(name -> {
                switch (name) {
                    case "format" -> read.format = json.string();
                    case "formatVersion" -> read.version = json.wholeNumber();
                    case "list" -> read.list = AnswerJson.list(json);
                    case "entries" -> {
                        read.entries = json.array(() -> AnswerJson.entry(json).entry());
                        read.whole = true;
                    }
                    default -> json.skipUnknown(name);
                }
            });
            read.unknown = json.unknown();
            return read;
        });
        if (!read.format.equals(FORMAT)) {
            throw new BadRequest("it is not an export of a list: \"format\" must be \"" + FORMAT + "\"");
        }
        if (read.version != FORMAT_VERSION) {
            throw new BadRequest("it is of format version " + read.version + ", and this program knows only version "
                    + FORMAT_VERSION);
        }
        if (!read.whole) {
            throw new BadRequest("it has no \"entries\"");
        }
        check(read.entries);
        return new ExportFile(read.list, read.entries, read.unknown);
    }

    private static void check(List<Entry> entries) {
        Set<Long> ids = new HashSet<>();
        Set<String> uids = new HashSet<>();
        for (var entry : entries) {
            if (entry.uid().isEmpty() || entry.id() < 1 || entry.title().isBlank()) {
                throw new BadRequest(
                        "each entry must have an id, a uid and a title; the one with id " + entry.id() + " has not");
            }
            if (!ids.add(entry.id()) || !uids.add(entry.uid())) {
                throw new BadRequest("the id or uid of entry " + entry.id() + " is there twice");
            }
        }
    }
}

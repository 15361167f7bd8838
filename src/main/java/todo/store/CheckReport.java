package todo.store;

import java.util.ArrayList;
import java.util.List;
import todo.json.BadRequest;
import todo.json.Json;
import todo.json.JsonReader;

/// What a check of a data folder has found.
public record CheckReport(List<OfFile> files) {
    /// How many defects of one file are told; what is behind them is not looked for.
    public static final int MOST = 100;

    public CheckReport {
        files = List.copyOf(files);
    }

    /// @param defects a sentence each; none if all is well
    public record OfFile(String file, long lists, long entries, long changes, List<String> defects) {
        public OfFile {
            defects = List.copyOf(defects);
        }
    }

    public boolean sound() {
        return files.stream().allMatch(file -> file.defects.isEmpty());
    }

    public byte[] json() {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeBooleanProperty("sound", sound());
            json.writeArrayPropertyStart("files");
            for (var file : files) {
                json.writeStartObject();
                json.writeStringProperty("file", file.file);
                json.writeNumberProperty("lists", file.lists);
                json.writeNumberProperty("entries", file.entries);
                json.writeNumberProperty("changes", file.changes);
                json.writeArrayPropertyStart("defects");
                file.defects.forEach(json::writeString);
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /// Reads what [#json] wrote.
    public static CheckReport read(byte[] text) {
        List<OfFile> files = new ArrayList<>();
        Json.read(text, json -> {
            json.object(name -> {
                switch (name) {
                    case "sound" -> json.bool();
                    case "files" -> json.array(() -> files.add(readFile(json)));
                    default -> throw new BadRequest("\"" + name + "\" is not a part of a report");
                }
            });
            return files;
        });
        return new CheckReport(files);
    }

    private static OfFile readFile(JsonReader json) {
        var read = new Object() {
            String file = "";
            long lists;
            long entries;
            long changes;
            final List<String> defects = new ArrayList<>();
        };
        json.object(name -> {
            switch (name) {
                case "file" -> read.file = json.string();
                case "lists" -> read.lists = json.wholeNumber();
                case "entries" -> read.entries = json.wholeNumber();
                case "changes" -> read.changes = json.wholeNumber();
                case "defects" -> json.array(() -> read.defects.add(json.string()));
                default -> throw new BadRequest("\"" + name + "\" is not a part of a report");
            }
        });
        return new OfFile(read.file, read.lists, read.entries, read.changes, read.defects);
    }
}

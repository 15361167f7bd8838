package todo.cli;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import todo.client.Body;
import todo.client.ClientException;
import todo.client.Connection;
import todo.client.Path;
import todo.client.Reply;
import todo.json.AnswerJson;
import todo.json.ChangeJson;
import todo.json.EntryJson;
import todo.json.Json;
import todo.list.Entry;
import todo.list.Field;
import todo.list.ListProperties;
import todo.terminal.Terminal;

/// One import: entries whose uid the list has are left out, the rest is added chunk by chunk.
///
/// Where the ids of the file can be had, they are kept: in a list that has nothing but what came from
/// this file. Elsewhere the entries get new ones, and what is part of another follows it there. A chunk's
/// key comes from what is in it and from the version the list had, so sending it again has no second effect.
final class Importing {
    private static final int MOST_ENTRIES = 1_000;
    private static final int MOST_BYTES = 500_000;

    private final Connection server;
    private final String list;
    private final ExportFile file;
    private final Terminal terminal;
    private final Set<Long> idsInFile = new HashSet<>();
    private final Map<Long, Long> idsHere = new HashMap<>();
    private long version;
    private int added;
    private int present;
    private final Set<Long> cleaned = new HashSet<>();

    Importing(Connection server, String list, ExportFile file, Terminal terminal) {
        this.server = server;
        this.list = list;
        this.file = file;
        this.terminal = terminal;
        file.entries().forEach(entry -> idsInFile.add(entry.id()));
    }

    int added() {
        return added;
    }

    int present() {
        return present;
    }

    /// Says how many titles were changed, as they had in them what no title can have any more.
    void tellCleaned() {
        int count = cleaned.size();
        if (count > 0) {
            terminal.err()
                    .println(count + (count == 1 ? " title" : " titles")
                            + " had line ends or control characters, which became blanks or were left out");
        }
    }

    void run() {
        Map<String, Long> uids = new HashMap<>();
        try {
            version = server.get(Path.list(list)).read(AnswerJson::list).version();
            server.all(
                            Path.entries(list) + "?limit=1000",
                            json -> AnswerJson.entry(json).entry())
                    .forEach(entry -> uids.put(entry.uid(), entry.id()));
        } catch (ClientException e) {
            if (e.status() != 404) {
                throw e;
            }
            describe();
        }
        List<Entry> missing = new ArrayList<>();
        boolean ownOnly = uids.size()
                == file.entries().stream()
                        .filter(entry -> uids.containsKey(entry.uid()))
                        .count();
        for (var entry : file.entries()) {
            Long here = uids.get(entry.uid());
            if (here == null) {
                missing.add(entry);
            } else {
                idsHere.put(entry.id(), here);
                ownOnly &= here == entry.id();
            }
        }
        present = idsHere.size();
        if (!ownOnly || !addWithIds(missing)) {
            addWithNewIds(missing);
        }
        terminal.progress("");
    }

    private void describe() {
        var properties = file.list().properties();
        if (!properties.equals(ListProperties.NONE) || file.entries().isEmpty()) {
            var _ = server.send("PUT", Path.list(list), Json.write(json -> ChangeJson.write(json, properties)));
        }
    }

    /// Adds the entries with the ids they have, lowest first; `false` if the list has given one of them before.
    private boolean addWithIds(List<Entry> entries) {
        var sorted =
                entries.stream().sorted(Comparator.comparingLong(Entry::id)).toList();
        try {
            add(sorted, true);
        } catch (ClientException e) {
            if (added == 0 && e.kind() == ClientException.Kind.REFUSED) {
                return false;
            }
            throw e;
        }
        for (var entry : sorted) {
            if (entry.parent() > entry.id() && idsHere.containsKey(entry.parent())) {
                byte[] parent = Body.of(List.of(new Field.Parent(entry.parent())));
                var _ = server.send("PATCH", Path.entry(list, entry.id()), parent);
            }
        }
        return true;
    }

    /// Adds those first that are part of nothing, or of what is there; then what is part of those, and so on.
    private void addWithNewIds(List<Entry> entries) {
        List<Entry> left = entries;
        while (!left.isEmpty()) {
            var next = left.stream()
                    .filter(entry -> entry.parent() == 0 || idsHere.containsKey(entry.parent()))
                    .toList();
            if (next.isEmpty()) {
                next = left;
            }
            add(next, false);
            left = left.stream()
                    .filter(entry -> !idsHere.containsKey(entry.id()))
                    .toList();
        }
    }

    private void add(List<Entry> entries, boolean keepIds) {
        List<byte[]> chunk = new ArrayList<>();
        int bytes = 0;
        int first = 0;
        for (int i = 0; i < entries.size(); i++) {
            byte[] entry = text(entries.get(i), keepIds);
            if (chunk.size() == MOST_ENTRIES || !chunk.isEmpty() && bytes + entry.length > MOST_BYTES) {
                send(entries.subList(first, i), chunk, keepIds);
                chunk.clear();
                bytes = 0;
                first = i;
            }
            chunk.add(entry);
            bytes += entry.length;
        }
        if (!chunk.isEmpty()) {
            send(entries.subList(first, entries.size()), chunk, keepIds);
        }
    }

    private void send(List<Entry> entries, List<byte[]> texts, boolean keepIds) {
        byte[] body = array(texts);
        Reply reply = server.send("POST", Path.entries(list) + (keepIds ? "?ids=keep" : ""), body, key(body, keepIds));
        var made = reply.readAll(AnswerJson::entry);
        for (int i = 0; i < entries.size(); i++) {
            idsHere.put(entries.get(i).id(), made.get(i).entry().id());
        }
        added += entries.size();
        terminal.progress("%,d of %,d".formatted(added, file.entries().size() - present));
    }

    /// The entry as the list is told of it; its parent only if that is there already, or goes before it.
    private byte[] text(Entry entry, boolean keepIds) {
        boolean follows = keepIds && entry.parent() < entry.id() && idsInFile.contains(entry.parent());
        long parent = idsHere.getOrDefault(entry.parent(), follows ? entry.parent() : 0L);
        return Json.write(json -> {
            json.writeStartObject();
            json.writeNumberProperty("id", entry.id());
            json.writeStringProperty("uid", entry.uid());
            json.writeStringProperty("createdAt", entry.createdAt().toString());
            for (var field : entry.fields()) {
                EntryJson.writeField(
                        json,
                        switch (field) {
                            case Field.Parent _ -> new Field.Parent(parent);
                            case Field.Title(var title) -> new Field.Title(clean(entry.id(), title));
                            default -> field;
                        });
            }
            json.writeEndObject();
        });
    }

    /// Earlier servers took titles of several lines, and with other control characters.
    private String clean(long id, String title) {
        if (title.codePoints().noneMatch(Character::isISOControl)) {
            return title;
        }
        cleaned.add(id);
        String clean = title.replaceAll("[\\t\\r\\n]+", " ")
                .replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", "")
                .strip();
        return clean.isEmpty() ? "(untitled)" : clean;
    }

    private static byte[] array(List<byte[]> texts) {
        var array = new java.io.ByteArrayOutputStream();
        array.write('[');
        for (byte[] text : texts) {
            if (array.size() > 1) {
                array.write(',');
            }
            array.writeBytes(text);
        }
        array.write(']');
        return array.toByteArray();
    }

    private String key(byte[] body, boolean keepIds) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((list + " " + version + (keepIds ? " ids " : " ")).getBytes(StandardCharsets.UTF_8));
            return "import-" + HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}

package todo.server;

import java.util.List;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.util.ByteString;
import todo.list.Edit;
import todo.list.Field;
import todo.list.Uid;

/// Edits that are too large for one message between nodes, taken apart. [Assembly] puts them together again.
final class Parts {
    static final int BYTES = 1024 * 1024;
    /// How many parts an edit can have, and how many of all edits together can wait on a node for the rest of theirs.
    static final int MOST = 64;

    private static final int MANY_CHARACTERS = 100_000;

    private Parts() {}

    /// The message that says `command` to `list`: the last of several if it is too large for one; then the others are
    /// told to `lists` here. Where there are no other nodes, it is always one.
    static ShardingEnvelope<Command> last(
            ActorSystem<?> system, ActorRef<ShardingEnvelope<Command>> lists, String list, Command command) {
        if (!(command instanceof Command.Do edit) || !system.address().hasGlobalScope() || !canBeLarge(edit.edit())) {
            return new ShardingEnvelope<>(list, command);
        }
        var wire = new Wire((ExtendedActorSystem) Adapter.toClassic(system));
        if (wire.toBinary(edit, Wire.MOST_BYTES) != null) {
            return new ShardingEnvelope<>(list, edit);
        }
        var parts = of(edit, wire);
        parts.subList(0, parts.size() - 1).forEach(part -> lists.tell(new ShardingEnvelope<>(list, part)));
        return new ShardingEnvelope<>(list, parts.getLast());
    }

    /// If there would be more than [#MOST], only one that says so.
    static List<Command.Part> of(Command.Do edit, Wire wire) {
        byte[] bytes = wire.toBinary(edit, MOST * BYTES);
        String id = Uid.fresh();
        if (bytes == null) {
            return List.of(new Command.Part(id, 0, MOST + 1, ByteString.emptyByteString(), edit.replyTo()));
        }
        int count = Math.ceilDiv(bytes.length, BYTES);
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(index -> new Command.Part(
                        id,
                        index,
                        count,
                        ByteString.fromArray(bytes, index * BYTES, Math.min(BYTES, bytes.length - index * BYTES)),
                        edit.replyTo()))
                .toList();
    }

    private static boolean canBeLarge(Edit edit) {
        return switch (edit) {
            case Edit.Add(var _, var _, var _, var fields) -> canBeLarge(fields);
            case Edit.Amend(var _, var fields, var _) -> canBeLarge(fields);
            case Edit.Replace(var _, var fields, var _) -> canBeLarge(fields);
            case Edit.Restore _, Edit.Receive _, Edit.Return _, Edit.All _ -> true;
            case Edit.Remove _, Edit.Clear _, Edit.Describe _, Edit.Drop _, Edit.Undo _, Edit.Send _ -> false;
        };
    }

    private static boolean canBeLarge(List<Field> fields) {
        return fields.stream().mapToLong(Parts::characters).sum() > MANY_CHARACTERS;
    }

    private static long characters(Field field) {
        return switch (field) {
            case Field.Title(var title) -> title.length();
            case Field.Notes(var notes) -> notes.length();
            case Field.Repeat(var rule) -> rule.length();
            case Field.Tags(var tags) -> tags.stream().mapToLong(String::length).sum();
            case Field.Properties(var properties) -> characters(properties);
            case Field.SomeProperties(var properties) -> characters(properties);
            case Field.DueAt _,
                    Field.Completed _,
                    Field.CompletedAt _,
                    Field.Priority _,
                    Field.Order _,
                    Field.Parent _,
                    Field.Remind _ -> 0;
        };
    }

    private static long characters(java.util.Map<String, ?> properties) {
        return properties.entrySet().stream()
                .mapToLong(property -> property.getKey().length()
                        + String.valueOf(property.getValue()).length())
                .sum();
    }
}

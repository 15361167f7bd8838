package todo.server;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import todo.list.Entry;
import todo.list.Selection;
import todo.list.TodoList;

/// What values consist of, for those that can't be compared themselves.
final class Alike {
    private final Set<Class<?>> kinds = new LinkedHashSet<>();

    /// All that `value` consists of, in a form that is equal for equal values.
    static @Nullable Object of(@Nullable Object value) {
        return new Alike().parts(value);
    }

    /// The kinds of records that are in `value`.
    static Set<Class<?>> kinds(Object value) {
        var alike = new Alike();
        var _ = alike.parts(value);
        return alike.kinds;
    }

    private @Nullable Object parts(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case TodoList list ->
                parts(list(
                        list.version(), list.changedAt(), list.lastId(), list.alive(), list.properties(), list.all()));
            case Selection selection -> {
                List<Entry> entries = new ArrayList<>();
                selection.forEach(entries::add);
                yield parts(entries);
            }
            case List<?> all -> {
                List<@Nullable Object> parts = new ArrayList<>();
                all.forEach(each -> parts.add(parts(each)));
                yield parts;
            }
            case Map<?, ?> map -> map;
            case Record some -> {
                kinds.add(some.getClass());
                yield list(some.getClass(), components(some));
            }
            default -> value;
        };
    }

    private static List<@Nullable Object> list(@Nullable Object... parts) {
        List<@Nullable Object> all = new ArrayList<>();
        for (var part : parts) {
            all.add(part);
        }
        return all;
    }

    private List<@Nullable Object> components(Record value) {
        List<@Nullable Object> parts = new ArrayList<>();
        for (var component : value.getClass().getRecordComponents()) {
            try {
                var accessor = component.getAccessor();
                accessor.setAccessible(true);
                parts.add(parts(accessor.invoke(value)));
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(component.getName(), e);
            }
        }
        return parts;
    }
}

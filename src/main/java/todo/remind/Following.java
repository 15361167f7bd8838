package todo.remind;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.account.Caller;
import todo.list.Change;
import todo.list.Entry;
import todo.list.Query;
import todo.list.TodoList;
import todo.server.Answer;
import todo.server.News;
import todo.server.Question;
import todo.server.Todos;
import todo.server.Watch;
import todo.server.WatchAll;
import todo.store.Place;
import todo.store.StoreException;

/// Keeps the [Agenda] level with all lists: reads them once, and follows what changes. Used by one thread.
final class Following {
    private static final Logger LOG = LoggerFactory.getLogger(Following.class);
    private static final int BETWEEN_NEWS = 500;

    private final Todos todos;
    private final Agenda agenda;
    private final BiConsumer<String, Entry> set;

    /// @param set takes up an entry of a list as it is now
    Following(Todos todos, Agenda agenda, BiConsumer<String, Entry> set) {
        this.todos = todos;
        this.agenda = agenda;
        this.set = set;
    }

    /// Whether `news` can change what is to be reminded of.
    static boolean concerns(News news) {
        for (var change : news.changes()) {
            var entry = change.entry();
            if (entry != null && entry.remind() != null
                    || change.what() instanceof Change.Edited(var before, var _) && before.remind() != null) {
                return true;
            }
        }
        return news.changes().isEmpty();
    }

    /// Reads all lists, while what changes meanwhile is taken up.
    void readAll(WatchAll watching) throws InterruptedException, Watch.Ended {
        agenda.clear();
        Set<String> changed = new HashSet<>();
        int count = 0;
        try (var all = todos.find(Caller.OWNER, new Query(null, null, false, "", 0), Place.START)) {
            for (var each = all.iterator(); each.hasNext(); ) {
                var placed = each.next();
                if (!changed.contains(placed.list())) {
                    set.accept(placed.list(), placed.entry());
                }
                if (++count % BETWEEN_NEWS == 0) {
                    take(watching.next(Duration.ZERO), changed);
                }
            }
        } catch (StoreException e) {
            LOG.error("can't read all lists for their reminders; reading each by itself: {}", e.getMessage());
            readEach();
        }
    }

    void take(List<News> news) {
        take(news, null);
    }

    /// Where one list can't be read, the others go on.
    private void readEach() {
        for (var page = todos.lists(Caller.OWNER, "").lists(); !page.isEmpty(); ) {
            page.forEach(list -> readOne(list.name()));
            page = todos.lists(Caller.OWNER, page.getLast().name()).lists();
        }
    }

    private void readOne(String list) {
        if (todos.ask(Caller.OWNER, list, new Question.Whole()).join() instanceof Answer.Given<TodoList> given) {
            agenda.clear(list);
            given.value().all().forEach(entry -> set.accept(list, entry));
        } else {
            LOG.warn("can't read the list \"{}\" for its reminders", list);
        }
    }

    /// @param changed gets the lists that it is about; they are read as they are now, not as they are on their way
    private void take(List<News> news, @Nullable Set<String> changed) {
        for (var each : news) {
            if (changed != null && changed.add(each.list()) || each.changes().isEmpty()) {
                readOne(each.list());
            } else {
                each.changes().forEach(change -> take(each.list(), change));
            }
        }
    }

    private void take(String list, Change change) {
        var entry = change.entry();
        if (entry == null) {
            return;
        }
        if (change.leavesEntry()) {
            set.accept(list, entry);
        } else {
            agenda.set(list, entry.uid(), null);
        }
    }
}

package todo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import todo.server.TodoSystem;
import todo.store.DatabaseAddress;
import todo.store.FromOutside;

/// What all sections are measured on: a folder for their data, how long a round takes, and how much of everything
/// there is.
final class Workbench implements AutoCloseable {

    /// How much of everything there is.
    ///
    /// @param lists how many lists adds and reads go to
    /// @param clients how many virtual threads go there
    /// @param connections how many connections, over HTTP
    /// @param large how many entries a large list has
    /// @param full how many entries a list has that is nearly full
    /// @param many how many lists it takes to see what one costs
    /// @param part of what number of other things are measured: one in so many
    record Sizes(int lists, int clients, int connections, int large, int full, int many, int part) {
        static final Sizes REAL = new Sizes(1_000, 1_000, 64, 10_000, 99_000, 100_000, 1);
        static final Sizes TINY = new Sizes(10, 10, 4, 100, 500, 100, 100);

        int partOf(int number) {
            return Math.max(1, number / part);
        }
    }

    private final Path folder;
    private final Duration round;
    private final Sizes sizes;
    private final boolean profiling;
    private final @Nullable DatabaseAddress db;
    private final List<DatabaseAddress> schemas = new ArrayList<>();
    private int folders;
    private @Nullable Path manyLists;

    private Workbench(Path folder, Duration round, Sizes sizes, boolean profiling, @Nullable DatabaseAddress db) {
        this.folder = folder;
        this.round = round;
        this.sizes = sizes;
        this.profiling = profiling;
        this.db = db;
    }

    /// @param data the folder in which the workbench's own is made, to be removed when it is closed
    /// @param db the PostgreSQL database in which sections that use [#start] keep their lists
    static Workbench in(Path data, Duration round, Sizes sizes, boolean profiling, @Nullable DatabaseAddress db)
            throws IOException {
        Files.createDirectories(data);
        return new Workbench(Files.createTempDirectory(data.toAbsolutePath(), "run-"), round, sizes, profiling, db);
    }

    Sizes sizes() {
        return sizes;
    }

    Duration round() {
        return round;
    }

    /// In seconds, as [#round].
    double seconds() {
        return round.toMillis() / 1e3;
    }

    /// The length of one of many short measurings in a round.
    Duration shortRound() {
        var longest = Duration.ofSeconds(2);
        return round.compareTo(longest) < 0 ? round : longest;
    }

    /// Whether a server should record where its time goes, into [#recording].
    boolean profiling() {
        return profiling;
    }

    /// Where what is measured is recorded.
    Path recording() {
        return folder.resolve("profile.jfr");
    }

    /// Where something can be put that is not there yet.
    Path place(String name) {
        return folder.resolve(++folders + "-" + name);
    }

    /// A system on `data`, or with a PostgreSQL database on a schema of its own that stands for it.
    TodoSystem start(Path data) {
        var standard = TodoSystem.Settings.of(data);
        return TodoSystem.start(
                db == null
                        ? standard
                        : new TodoSystem.Settings(
                                data,
                                standard.workers(),
                                standard.idle(),
                                standard.askTimeout(),
                                standard.clock(),
                                standard.keepHistory(),
                                schema(db, data)));
    }

    /// The PostgreSQL database; `null` if none was given.
    @Nullable
    DatabaseAddress db() {
        return db;
    }

    /// A schema that stands for the folder `data`; removed when this is closed.
    DatabaseAddress schema(DatabaseAddress db, Path data) {
        var schema = db.in(folder.getFileName() + "-" + data.getFileName());
        schemas.add(schema);
        return schema;
    }

    /// A data folder with many lists of five entries each, made once.
    Path manyLists() throws Exception {
        var made = manyLists;
        if (made == null) {
            made = place("many-lists");
            try (var system = TodoSystem.start(made)) {
                new Lists(system).fill(Lists.names("list", sizes.many()), ENTRIES_OF_MANY);
            }
            manyLists = made;
        }
        return made;
    }

    static final int ENTRIES_OF_MANY = 5;

    /// Removes all data, and the folder it was in if nothing else is there.
    @Override
    public void close() throws IOException {
        schemas.forEach(schema -> new FromOutside(schema).remove());
        Folders.deleteWithEmptyParent(folder);
    }
}

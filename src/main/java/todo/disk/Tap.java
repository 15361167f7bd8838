package todo.disk;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What SQLite and the JDK's file classes call in place of the C library.
///
/// It is put there once and stays; files that nobody watches are passed on to the C library.
@SuppressWarnings({"restricted", "UnusedMethod"}) // it is called from C
public final class Tap {
    private static final Logger LOG = LoggerFactory.getLogger(Tap.class);

    private static final int WRITE_ONLY_OR_BOTH = 3;
    private static final int CREATE = 0x40;
    private static final int TRUNCATE = 0x200;

    private static final MethodHandle OPEN = CLibrary.openFunction();
    private static final MethodHandle CLOSE = CLibrary.function("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle READ =
            CLibrary.function("pread", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle WRITE = CLibrary.function("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle WRITE_AT =
            CLibrary.function("pwrite", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle RESIZE = CLibrary.function("ftruncate", JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle SYNC = CLibrary.function("fsync", JAVA_INT, JAVA_INT);
    private static final MethodHandle REMOVE = CLibrary.function("unlink", JAVA_INT, ADDRESS);
    private static final MethodHandle RENAME = CLibrary.function("rename", JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle MAKE_FOLDER = CLibrary.function("mkdir", JAVA_INT, ADDRESS, JAVA_INT);

    private static final Map<Path, Witness> WITNESSES = new ConcurrentHashMap<>();
    private static final Map<Integer, Path> HANDLES = new ConcurrentHashMap<>();
    private static boolean installed;

    private Tap() {}

    /// Has `witness` see all calls for what is in `folder`, until the answer is closed. What is open already is not
    /// seen.
    ///
    /// @throws IOException if this can't be done on this machine, or SQLite was not used in this process yet
    public static AutoCloseable watch(Path folder, Witness witness) throws IOException {
        install();
        var watched = folder.toRealPath();
        WITNESSES.put(watched, witness);
        return () -> WITNESSES.remove(watched);
    }

    private static synchronized void install() throws IOException {
        if (!installed) {
            put(name -> name.endsWith("sqlitejdbc.so"), stubs());
            put("libnio.so"::equals, stubs());
            put("libjava.so"::equals, Map.of("close", stub("close", JAVA_INT, JAVA_INT)));
            installed = true;
        }
    }

    private static void put(Predicate<String> library, Map<String, MemorySegment> stubs) throws IOException {
        var slots = SharedLibrary.loaded(library).slots();
        if (!slots.values().containsAll(Set.of("close"))) {
            throw new IOException("the library does not call the C library as expected");
        }
        slots.forEach((address, name) -> {
            var stub = stubs.get(name.replaceFirst("64$", ""));
            if (stub != null) {
                CLibrary.poke(address, stub);
            }
        });
    }

    /// For each function of the C library, what is called in its place.
    private static Map<String, MemorySegment> stubs() {
        Map<String, MemorySegment> stubs = new HashMap<>();
        stubs.put("open", stub("open", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
        stubs.put("close", stub("close", JAVA_INT, JAVA_INT));
        stubs.put("pread", stub("pread", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
        stubs.put("write", stub("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
        stubs.put("pwrite", stub("pwrite", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
        stubs.put("ftruncate", stub("ftruncate", JAVA_INT, JAVA_INT, JAVA_LONG));
        stubs.put("fsync", stub("fsync", JAVA_INT, JAVA_INT));
        stubs.put("fdatasync", stub("fsync", JAVA_INT, JAVA_INT));
        stubs.put("unlink", stub("unlink", JAVA_INT, ADDRESS));
        stubs.put("rename", stub("rename", JAVA_INT, ADDRESS, ADDRESS));
        stubs.put("mkdir", stub("mkdir", JAVA_INT, ADDRESS, JAVA_INT));
        return stubs;
    }

    private static MemorySegment stub(String method, MemoryLayout answer, MemoryLayout... parameters) {
        var descriptor = FunctionDescriptor.of(answer, parameters);
        try {
            MethodType type = descriptor.toMethodType();
            return CLibrary.stub(MethodHandles.lookup().findStatic(Tap.class, method, type), descriptor);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Witness witness(@Nullable Path path) {
        for (var folder = path; folder != null; folder = folder.getParent()) {
            var witness = WITNESSES.get(folder);
            if (witness != null) {
                return witness;
            }
        }
        return null;
    }

    /// What comes of a call: of what `disk` does if nobody watches `path`. Nothing may be thrown into C.
    private static long pass(@Nullable Path path, Function<Path, Call> call, Supplier<Answer> disk) {
        try {
            var witness = witness(path);
            var answer = witness == null || path == null ? disk.get() : witness.on(call.apply(path), disk);
            if (answer.failed()) {
                CLibrary.error(answer.error());
            }
            return answer.value();
        } catch (RuntimeException | Error e) {
            LOG.error("a witness of the disk failed", e);
            CLibrary.error(Answer.BROKEN.error());
            return -1;
        }
    }

    private static @Nullable Path path(MemorySegment text) {
        var path = Path.of(text.reinterpret(Integer.MAX_VALUE).getString(0));
        return path.isAbsolute() ? path.normalize() : null;
    }

    private static int open(MemorySegment name, int flags, int mode) {
        var path = WITNESSES.isEmpty() ? null : path(name);
        boolean fresh = (flags & CREATE) != 0 && path != null && !CLibrary.exists(name);
        int handle = (int) pass(
                path,
                at -> new Call.Open(at, (flags & WRITE_ONLY_OR_BOTH) != 0, fresh, (flags & TRUNCATE) != 0),
                () -> CLibrary.call(OPEN, name, flags, mode));
        if (handle >= 0 && path != null && witness(path) != null) {
            HANDLES.put(handle, path);
        }
        return handle;
    }

    private static int close(int handle) {
        var path = HANDLES.remove(handle);
        return (int) pass(path, at -> new Call.Close(handle, at), () -> CLibrary.call(CLOSE, handle));
    }

    private static long pread(int handle, MemorySegment bytes, long count, long offset) {
        return pass(
                HANDLES.get(handle),
                at -> new Call.Read(handle, at, offset, count),
                () -> CLibrary.call(READ, handle, bytes, count, offset));
    }

    private static long write(int handle, MemorySegment bytes, long count) {
        return pass(
                HANDLES.get(handle),
                at -> new Call.Write(handle, at, -1, copy(bytes, count)),
                () -> CLibrary.call(WRITE, handle, bytes, count));
    }

    private static long pwrite(int handle, MemorySegment bytes, long count, long offset) {
        return pass(
                HANDLES.get(handle),
                at -> new Call.Write(handle, at, offset, copy(bytes, count)),
                () -> CLibrary.call(WRITE_AT, handle, bytes, count, offset));
    }

    private static byte[] copy(MemorySegment bytes, long count) {
        return bytes.reinterpret(count).toArray(JAVA_BYTE);
    }

    private static int ftruncate(int handle, long size) {
        return (int) pass(
                HANDLES.get(handle),
                at -> new Call.Truncate(handle, at, size),
                () -> CLibrary.call(RESIZE, handle, size));
    }

    private static int fsync(int handle) {
        return (int) pass(HANDLES.get(handle), at -> new Call.Sync(handle, at), () -> CLibrary.call(SYNC, handle));
    }

    private static int unlink(MemorySegment name) {
        return (int) pass(path(name), Call.Remove::new, () -> CLibrary.call(REMOVE, name));
    }

    private static int rename(MemorySegment from, MemorySegment to) {
        var target = path(to);
        return (int) pass(
                target == null ? null : path(from),
                at -> new Call.Rename(at, target == null ? at : target),
                () -> CLibrary.call(RENAME, from, to));
    }

    private static int mkdir(MemorySegment name, int mode) {
        return (int) pass(path(name), Call.MakeFolder::new, () -> CLibrary.call(MAKE_FOLDER, name, mode));
    }
}

package todo.disk;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The C library's own functions.
@SuppressWarnings("restricted") // it speaks with C
final class CLibrary {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LOOKUP = LINKER.defaultLookup();
    private static final Linker.Option WITH_ERROR = Linker.Option.captureCallState("errno");
    private static final VarHandle ERROR =
            Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final int READ_AND_WRITE = 3;
    private static final MethodHandle ERROR_LOCATION = LINKER.downcallHandle(
            LOOKUP.findOrThrow("__errno_location"), FunctionDescriptor.of(ADDRESS.withTargetLayout(JAVA_INT)));
    private static final MethodHandle PROTECT = function("mprotect", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle PAGE_SIZE = function("getpagesize", JAVA_INT);
    private static final MethodHandle ACCESS = function("access", JAVA_INT, ADDRESS, JAVA_INT);

    private CLibrary() {}

    /// Answers what it is called with, with the error in the memory that comes first.
    static MethodHandle function(String name, MemoryLayout answer, MemoryLayout... parameters) {
        return LINKER.downcallHandle(LOOKUP.findOrThrow(name), FunctionDescriptor.of(answer, parameters), WITH_ERROR);
    }

    /// As [#function], for `open`, whose third parameter may be there or not.
    static MethodHandle openFunction() {
        return LINKER.downcallHandle(
                LOOKUP.findOrThrow("open"),
                FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
                WITH_ERROR,
                Linker.Option.firstVariadicArg(2));
    }

    /// Machine code that calls `target`, for ever.
    static MemorySegment stub(MethodHandle target, FunctionDescriptor descriptor) {
        return LINKER.upcallStub(target, descriptor, Arena.global());
    }

    static Answer call(MethodHandle function, Object... arguments) {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(Linker.Option.captureStateLayout());
            Object[] all = new Object[arguments.length + 1];
            all[0] = state;
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            long value = ((Number) function.invokeWithArguments(all)).longValue();
            return new Answer(value, value < 0 ? (int) ERROR.get(state, 0L) : 0);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean exists(MemorySegment path) {
        return !call(ACCESS, path, 0).failed();
    }

    /// Sets what the caller in C finds in `errno`; to be the last thing that is done.
    static void error(int error) {
        try {
            ((MemorySegment) ERROR_LOCATION.invokeExact()).set(JAVA_INT, 0, error);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// Writes `value` into the word at `address`, wherever that is.
    static void poke(long address, MemorySegment value) {
        long page = call(PAGE_SIZE).value();
        var start = MemorySegment.ofAddress(address / page * page);
        var answer = call(PROTECT, start, page, READ_AND_WRITE);
        if (answer.failed()) {
            throw new IllegalStateException("can't make memory writable: error " + answer.error());
        }
        MemorySegment.ofAddress(address).reinterpret(8).set(ADDRESS, 0, value);
    }
}

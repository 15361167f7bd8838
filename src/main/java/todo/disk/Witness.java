package todo.disk;

import java.util.function.Supplier;

/// Stands between the program and the disk. Called from any thread, by several at once.
@FunctionalInterface
public interface Witness {
    /// Gives what is to be answered to `call`: what `disk` says if it is asked to do it, or anything else.
    Answer on(Call call, Supplier<Answer> disk);
}

package todo.remind;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import todo.account.OwnFile;
import todo.store.SharedTexts;

/// Where the [Book] is kept: in a file of this server's, or where several servers share it.
sealed interface Shelf {
    /// What is kept now, if it may be another than when this was last asked or written; else `null`.
    ///
    /// @param latest whether what others wrote within the last second matters
    @Nullable
    String news(boolean latest);

    /// Puts `text` in the place of what was last read here; `false` if it is not the same any more.
    boolean write(String text);

    /// A file that its owner alone can read, as there are secrets in it.
    final class OfOne implements Shelf {
        private final Path file;
        private boolean read;

        OfOne(Path file) {
            this.file = file;
        }

        @Override
        public @Nullable String news(boolean latest) {
            if (read) {
                return null;
            }
            read = true;
            try {
                return Files.exists(file) ? Files.readString(file) : "";
            } catch (IOException e) {
                throw new UncheckedIOException("can't read " + file, e);
            }
        }

        @Override
        public boolean write(String text) {
            try {
                OwnFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException("can't write " + file, e);
            }
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }

    /// What servers share; unless the latest is wanted, it is asked for again when it was last a second ago.
    final class OfMany implements Shelf {
        private static final long FRESH = TimeUnit.SECONDS.toNanos(1);
        private static final String NAME = "reminders";

        private final SharedTexts texts;
        private SharedTexts.@Nullable Text known;
        private long asked;

        OfMany(SharedTexts texts) {
            this.texts = texts;
        }

        @Override
        public @Nullable String news(boolean latest) {
            var before = known;
            if (!latest && before != null && System.nanoTime() - asked < FRESH) {
                return null;
            }
            asked = System.nanoTime();
            var now = texts.read(NAME);
            known = now;
            return before != null && before.version() == now.version() ? null : now.text();
        }

        @Override
        public boolean write(String text) {
            var before = known;
            if (before == null || !texts.replace(NAME, before, text)) {
                known = null;
                return false;
            }
            known = new SharedTexts.Text(before.version() + 1, text);
            asked = System.nanoTime();
            return true;
        }

        @Override
        public String toString() {
            return "what the servers share as \"" + NAME + "\"";
        }
    }
}

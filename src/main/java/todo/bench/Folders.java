package todo.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// Takes folders away that were made for a while.
public final class Folders {
    private Folders() {}

    /// Removes `tree` with all that is in it, if it is there.
    public static void delete(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't remove " + tree, e);
        }
    }

    /// Removes `tree`, and the folder it is in if nothing else is there.
    public static void deleteWithEmptyParent(Path tree) throws IOException {
        delete(tree);
        var parent = tree.toAbsolutePath().getParent();
        if (parent == null) {
            return;
        }
        try (var rest = Files.list(parent)) {
            if (rest.findAny().isPresent()) {
                return;
            }
        }
        Files.delete(parent);
    }
}

package todo.bench;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where this program was built, with all that belongs to it.
public final class Sources {
    private Sources() {}

    /// The folder in which `todo` lies; `null` if the program is no longer there, as in an image.
    public static @Nullable Path folder() {
        try {
            var place = Path.of(Sources.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            for (var folder = place.getParent(); folder != null; folder = folder.getParent()) {
                if (Files.isExecutable(folder.resolve("todo")) && Files.exists(folder.resolve("pom.xml"))) {
                    return folder;
                }
            }
            return null;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

package todo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the documents name is there.
class DocumentsTest {
    private static final Path ROOMS = Path.of("src/main/java/todo");
    private static final Path PAGE = Path.of("src/main/page");

    /// A room and a type of it, and perhaps a member of that: `server/Todos`, `store/Sqlite.emptyLog`.
    private static final Pattern PLACE = Pattern.compile("`([a-z]+/[A-Z]\\w+)(?:\\.(\\w+))?`");

    private static final Pattern TYPE = Pattern.compile("`([A-Z][a-z]\\w*)(?:\\.(\\w+))?`");
    private static final Pattern DECLARED = Pattern.compile("\\b(?:class|record|interface|enum) (\\w+)");
    private static final Pattern OF_THE_PAGE = Pattern.compile("`((?:\\w+/)?[\\w-]+\\.(?:js|css|html))`");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)");

    private static List<Path> files(Path folder) throws IOException {
        try (var found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).toList();
        }
    }

    private static List<MatchResult> found(Pattern pattern, Path document) throws IOException {
        var found = pattern.matcher(Files.readString(document)).results().toList();
        assertThat(found).as("what " + document + " has of " + pattern).isNotEmpty();
        return found;
    }

    private static Stream<String> rooms() throws IOException {
        try (var folders = Files.list(ROOMS)) {
            return folders
                    .filter(Files::isDirectory)
                    .map(room -> room.getFileName().toString())
                    .toList()
                    .stream();
        }
    }

    @Test
    void eachRoomIsInTheTableOfRooms() throws IOException {
        assertThat(Files.readString(Path.of("ARCHITECTURE.md")))
                .contains(rooms().map(room -> "\n| `" + room + "` |").toList());
    }

    @Test
    void eachRoomSaysWhatLivesThere() throws IOException {
        assertThat(rooms().map(room -> ROOMS.resolve(room).resolve("package-info.java")))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file).exists());
    }

    @Test
    void whatTheArchitectureSaysWhereIsThere() throws IOException {
        for (var place : found(PLACE, Path.of("ARCHITECTURE.md"))) {
            var file = ROOMS.resolve(place.group(1) + ".java");
            assertThat(file).exists();
            if (place.group(2) != null) {
                assertThat(file).content().containsPattern("\\b" + place.group(2) + "\\b");
            }
        }
    }

    @Test
    void theTypesThatTheArchitectureNamesAreDeclared() throws IOException {
        Set<String> declared = new HashSet<>();
        for (String tree : List.of("src/main/java", "src/test/java")) {
            for (var file : files(Path.of(tree))) {
                DECLARED.matcher(Files.readString(file)).results().forEach(type -> declared.add(type.group(1)));
            }
        }
        assertThat(found(TYPE, Path.of("ARCHITECTURE.md")).stream().map(type -> type.group(1)))
                .allSatisfy(type -> assertThat(declared).contains(type));
    }

    @Test
    void theFilesOfThePageAreThoseInItsTable() throws IOException {
        var named = found(OF_THE_PAGE, Path.of("ARCHITECTURE.md")).stream()
                .map(file -> file.group(1).replaceFirst(".*/", ""))
                .collect(Collectors.toSet());
        assertThat(files(PAGE).stream()
                        .map(file -> file.getFileName().toString())
                        .filter(name -> name.matches(".*\\.(js|css|html)"))
                        .collect(Collectors.toSet()))
                .isEqualTo(named);
    }

    @Test
    void eachLinkLeadsSomewhere() throws IOException {
        List<Path> documents = new ArrayList<>(files(Path.of("docs")));
        documents.addAll(List.of(Path.of("README.md"), Path.of("deploy/README.md")));
        documents.removeIf(file -> !file.toString().endsWith(".md"));
        List<Path> targets = new ArrayList<>();
        for (var document : documents) {
            LINK.matcher(Files.readString(document))
                    .results()
                    .forEach(link -> targets.add(document.resolveSibling(link.group(1))));
        }
        assertThat(targets)
                .hasSizeGreaterThan(20)
                .allSatisfy(target -> assertThat(target).exists());
    }
}

package todo;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String[] PLATFORM = {"java..", "org.jspecify.."};

    /// Which rooms each room may use.
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("list", Set.of()),
            Map.entry("words", Set.of("list")),
            Map.entry("settings", Set.of()),
            Map.entry("json", Set.of("list")),
            Map.entry("terminal", Set.of("list", "words")),
            Map.entry("client", Set.of("list", "json")),
            Map.entry("account", Set.of("list")),
            Map.entry("store", Set.of("list", "json")),
            Map.entry("backup", Set.of("list", "json", "store")),
            Map.entry("server", Set.of("list", "json", "store", "backup", "account", "settings")),
            Map.entry("remind", Set.of("list", "json", "store", "account", "server", "settings")),
            Map.entry(
                    "web",
                    Set.of("list", "words", "json", "store", "backup", "account", "settings", "server", "remind")),
            Map.entry("caldav", Set.of("list", "json", "store", "account", "settings", "server", "web")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPath(Path.of("target/classes"));

    private static String room(JavaClass of) {
        String[] names = of.getPackageName().split("\\.", -1);
        return names.length < 2 ? "" : names[1];
    }

    private static void onlyIn(String library, String... rooms) {
        noClasses()
                .that()
                .resideOutsideOfPackages(rooms)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    @Test
    void theRoomsAreThere() {
        assertThat(CLASSES.stream().map(ArchitectureTest::room).collect(Collectors.toSet()))
                .contains("list", "json", "store", "server", "account");
    }

    @Test
    void eachRoomUsesOnlyTheRoomsBelowIt() {
        for (var room : CLASSES) {
            var allowed = MAY_USE.get(room(room));
            if (allowed != null) {
                assertThat(room.getDirectDependenciesFromSelf().stream()
                                .map(dependency ->
                                        room(dependency.getTargetClass().getBaseComponentType()))
                                .filter(used -> !used.equals(room(room)))
                                .filter(MAY_USE::containsKey)
                                .collect(Collectors.toSet()))
                        .as("rooms that " + room.getName() + " uses")
                        .isSubsetOf(allowed);
            }
        }
    }

    @Test
    void noRoomBelowUsesOneThatIsOnTop() {
        noClasses()
                .that()
                .resideInAnyPackage(MAY_USE.keySet().stream()
                        .map(room -> "todo." + room + "..")
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "todo.cli..", "todo.shell..", "todo.bench..", "todo.prove..", "todo.scale..", "todo.disk..")
                .check(CLASSES);
    }

    @Test
    void roomsDoNotGoInCircles() {
        slices().matching("todo.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theListTheWordsAndTheSettingsNeedNothingButThePlatform() {
        classes()
                .that()
                .resideInAnyPackage("todo.list..", "todo.words..", "todo.settings..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(PLATFORM)
                        .or(resideInAPackage("todo.list.."))
                        .or(resideInAPackage("todo.words.."))
                        .or(resideInAPackage("todo.settings..")))
                .check(CLASSES);
    }

    @Test
    void eachLibraryHasItsRoom() {
        onlyIn("java.sql..", "todo.store..", "todo.bench..");
        onlyIn("org.sqlite..", "todo.store..", "todo.bench..");
        onlyIn("com.interaso..", "todo.remind..");
        onlyIn("org.apache.pekko..", "todo.server..");
        onlyIn("scala..", "todo.server..");
        onlyIn("com.typesafe..", "todo.server..");
        onlyIn("java.lang.foreign..", "todo.disk..");
        onlyIn("org.eclipse.jetty..", "todo.web..", "todo.caldav..", "todo.bench..");
    }

    @Test
    void jsonIsReadInOneRoomAndWrittenInFew() {
        onlyIn(
                "tools.jackson..",
                "todo.json..",
                "todo.store..",
                "todo.backup..",
                "todo.server..",
                "todo.remind..",
                "todo.web..",
                "todo.client..",
                "todo.cli..",
                "todo.bench..",
                "todo.prove..");
        noClasses()
                .that()
                .resideOutsideOfPackage("todo.json..")
                .should()
                .dependOnClassesThat(resideInAPackage("tools.jackson..")
                        .and(com.tngtech.archunit.base.DescribedPredicate.describe(
                                "are not JsonGenerator",
                                used -> !used.getSimpleName().equals("JsonGenerator"))))
                .check(CLASSES);
    }

    @Test
    void aClassIsNamedAfterWhatItIs() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .check(CLASSES);
    }

    @Test
    void nothingIsSerializedTheJavaWay() {
        noClasses()
                .that()
                .areNotAssignableTo(Throwable.class)
                .and()
                .areNotEnums()
                .should()
                .implement(Serializable.class)
                .check(CLASSES);
    }

    @Test
    void nobodySleepsButTheClientBetweenTwoTries() {
        noClasses()
                .that()
                .resideOutsideOfPackages("todo.client..", "todo.bench..", "todo.prove..")
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages("todo.client..", "todo.bench..", "todo.prove..")
                .should()
                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandsEndTheProgram() {
        noClasses()
                .that()
                .resideOutsideOfPackage("todo.cli..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(CLASSES);
    }
}

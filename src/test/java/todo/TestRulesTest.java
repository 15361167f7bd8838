package todo;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What holds for all tests.
class TestRulesTest {
    /// The calls that use the database chosen by `-Dtodo.kind`.
    private static final Set<String> USES_THE_CHOSEN_DATABASE = Set.of(
            "todo.store.Kind.open",
            "todo.store.Kind.of",
            "todo.store.Kind.blocked",
            "todo.server.Running.<init>",
            "todo.web.TestServer.start");

    private static final Set<String> TAGS = Set.of("postgres", "cluster", "once");

    private static final JavaClasses TESTS = new ClassFileImporter().importPath(Path.of("target/test-classes"));

    private static final DescribedPredicate<CodeUnitCallTarget> READS_THE_REAL_TIME =
            DescribedPredicate.describe("reads the real time", called -> {
                String owner = called.getOwner().getName();
                String name = called.getName();
                return owner.startsWith("java.time.")
                                && name.equals("now")
                                && called.getRawParameterTypes().stream()
                                        .noneMatch(type -> type.isEquivalentTo(Clock.class))
                        || (owner.equals(Clock.class.getName()) || owner.equals(InstantSource.class.getName()))
                                && name.startsWith("system")
                        || owner.equals(System.class.getName()) && name.equals("currentTimeMillis");
            });

    @Test
    void noTestReadsTheRealDate() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("todo.page.Measured")
                .should()
                .callCodeUnitWhere(target(READS_THE_REAL_TIME))
                .check(TESTS);
    }

    @Test
    void noTestSleepsOrIsDisabled() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                .orShould()
                .beAnnotatedWith(Disabled.class)
                .check(TESTS);
    }

    /// So that a new test is never left out of the runs on PostgreSQL and on three servers by mistake.
    @Test
    void aTestWhoseDatabaseCanBeChosenSaysOnWhichItRuns() {
        var tests = TESTS.stream()
                .filter(type -> type.getMethods().stream()
                        .anyMatch(
                                method -> method.isMetaAnnotatedWith("org.junit.platform.commons.annotation.Testable")))
                .map(TestRulesTest::outermost)
                .filter(TestRulesTest::isOfAKind)
                .collect(Collectors.toSet());
        assertThat(tests)
                .hasSizeGreaterThan(20)
                .allSatisfy(test ->
                        assertThat(tags(test)).as("tags of %s", test.getName()).anyMatch(TAGS::contains));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(TestRulesTest::outermost).orElse(type);
    }

    private static boolean isOfAKind(JavaClass test) {
        return TESTS.stream()
                .filter(type -> outermost(type).equals(test))
                .flatMap(type -> Stream.concat(Stream.of(type), type.getAllRawSuperclasses().stream()))
                .flatMap(type -> type.getCodeUnitCallsFromSelf().stream())
                .anyMatch(call ->
                        USES_THE_CHOSEN_DATABASE.contains(call.getTargetOwner().getName() + "." + call.getName()));
    }

    private static Set<String> tags(JavaClass test) {
        return Stream.concat(Stream.of(test), test.getAllRawSuperclasses().stream())
                .flatMap(type -> Arrays.stream(type.reflect().getAnnotationsByType(Tag.class)))
                .map(Tag::value)
                .collect(Collectors.toSet());
    }
}

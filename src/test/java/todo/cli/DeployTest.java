package todo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import todo.settings.Setting;
import todo.settings.Settings;

/// What `deploy/` tells others to do is what the program takes.
class DeployTest {
    private static final Path DEPLOY = Path.of("deploy");

    /// Variables that are no settings.
    private static final Set<String> OTHERS = Set.of(
            "TODO_DB_PASSWORD", "TODO_DB_PASSWORD_FILE", "TODO_JAVA_OPTS", "TODO_SERVER", "TODO_TOKEN", "TODO_TRYING");

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(DEPLOY)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<String> names(Function<Setting, String> of) {
        return Arrays.stream(Setting.values()).map(of).collect(Collectors.toSet());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object of, String... path) {
        Object at = of;
        for (String name : path) {
            at = at instanceof Map<?, ?> map ? map.get(name) : null;
        }
        assertThat(at).as(String.join(".", path)).isInstanceOf(Map.class);
        return (Map<String, Object>) at;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(Map<String, Object> of, String name) {
        assertThat(of.get(name)).as(name).isInstanceOf(List.class);
        return (List<Map<String, Object>>) of.get(name);
    }

    private static Set<Object> each(List<Map<String, Object>> of, String name) {
        return of.stream().map(one -> one.get(name)).collect(Collectors.toSet());
    }

    private static List<Object> manifests(String file) throws IOException {
        List<Object> all = new ArrayList<>();
        try (var text = Files.newBufferedReader(DEPLOY.resolve("kubernetes").resolve(file))) {
            new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text).forEach(all::add);
        }
        return all;
    }

    private static List<Object> ofKind(String file, String kind) throws IOException {
        return manifests(file).stream()
                .filter(one -> kind.equals(map(one).get("kind")))
                .toList();
    }

    private static Map<String, Object> container(String file) throws IOException {
        var set = ofKind(file, "StatefulSet").getFirst();
        return maps(map(set, "spec", "template", "spec"), "containers").getFirst();
    }

    @Test
    void eachVariableThatIsNamedIsThere() throws IOException {
        var known = names(Setting::variable);
        known.addAll(OTHERS);
        Set<String> named = new LinkedHashSet<>();
        for (var file : files()) {
            var here = found("\\b(TODO_[A-Z_]+)\\b", Files.readString(file));
            assertThat(known).as(file.toString()).containsAll(here);
            named.addAll(here);
        }
        assertThat(named).contains("TODO_DB", "TODO_HOST_NAME", "TODO_CLUSTER", "TODO_CLUSTER_TLS");
    }

    @Test
    void eachOptionOfTheServerThatIsNamedIsThere() throws IOException {
        Set<String> named = new LinkedHashSet<>();
        for (var file : files()) {
            for (String line :
                    Files.readString(file).replace("\\\n", " ").lines().toList()) {
                if (line.matches(".*\\bserve --.*")) {
                    named.addAll(found("--([a-z-]+)", line));
                }
            }
        }
        assertThat(named).isNotEmpty().isSubsetOf(names(Setting::option));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one-node.env", "cluster.env"})
    void theSettingsOfTheServiceCanBeHad(String file) throws IOException {
        Map<String, String> environment = new HashMap<>();
        for (String line : Files.readAllLines(DEPLOY.resolve("systemd").resolve(file))) {
            if (!line.isEmpty() && !line.startsWith("# ")) {
                String[] parts = line.replaceFirst("^#", "").split("=", 2);
                environment.put(parts[0], parts[1]);
            }
        }
        environment.put("TODO_CLUSTER_TLS", "/run/credentials/todo.service");
        assertThat(Settings.read(Map.of(), environment).port()).isEqualTo(7070);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one-node.yaml", "cluster.yaml"})
    void theSettingsOfTheManifestsCanBeHad(String file) throws IOException {
        Map<String, String> environment = new HashMap<>();
        for (var variable : maps(container(file), "env")) {
            String value = String.valueOf(variable.getOrDefault("value", "x"));
            environment.put(
                    String.valueOf(variable.get("name")), value.replaceAll("\\$\\(POD_(NAME|NAMESPACE)\\)", "pod"));
        }
        var settings = Settings.read(Map.of(), environment);
        assertThat(settings.logJson()).isTrue();
        assertThat(settings.cluster().isEmpty()).isEqualTo(file.equals("one-node.yaml"));
        assertThat(container(file).get("image"))
                .isEqualTo("todo:"
                        + found("(?m)^    <version>(.*)</version>", Files.readString(Path.of("pom.xml")))
                                .iterator()
                                .next());
    }

    @ParameterizedTest
    @ValueSource(strings = {"one-node.yaml", "cluster.yaml"})
    void whatTheManifestsReferToIsInThem(String file) throws IOException {
        var set = ofKind(file, "StatefulSet").getFirst();
        var labels = map(set, "spec", "template", "metadata", "labels");
        var pod = map(set, "spec", "template", "spec");
        var container = container(file);
        var ports = each(maps(container, "ports"), "name");
        assertThat(map(set, "spec", "selector", "matchLabels")).isEqualTo(labels);
        var services = ofKind(file, "Service");
        for (var service : services) {
            assertThat(map(service, "spec", "selector")).isEqualTo(labels);
            assertThat(ports).containsAll(each(maps(map(service, "spec"), "ports"), "targetPort"));
        }
        assertThat(services.stream().map(service -> map(service, "metadata").get("name")))
                .contains(map(set, "spec").get("serviceName"));
        Set<Object> volumes = each(maps(pod, "volumes"), "name");
        for (var claim : maps(map(set, "spec"), "volumeClaimTemplates")) {
            volumes.add(map(claim, "metadata").get("name"));
        }
        assertThat(each(maps(container, "volumeMounts"), "name")).isEqualTo(volumes);
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            var asked = map(container, probe, "httpGet");
            assertThat(ports).contains(asked.get("port"));
            assertThat(Files.readString(Path.of("src/main/resources/todo/web/openapi.json")))
                    .contains("\"" + asked.get("path") + "\":");
        }
    }

    @Test
    void moreThanHalfOfTheClusterStaysWhenSomeMayBeTakenAway() throws IOException {
        var set = ofKind("cluster.yaml", "StatefulSet").getFirst();
        var budget = ofKind("cluster.yaml", "PodDisruptionBudget").getFirst();
        int nodes = Integer.parseInt(String.valueOf(map(set, "spec").get("replicas")));
        int away = Integer.parseInt(String.valueOf(map(budget, "spec").get("maxUnavailable")));
        assertThat(nodes - away).isGreaterThan(nodes / 2);
        assertThat(map(budget, "spec", "selector")).isEqualTo(map(set, "spec", "selector"));
    }
}

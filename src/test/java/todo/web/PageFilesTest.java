package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class PageFilesTest extends ServerTest {
    private static final Path SOURCES = Path.of("src/main/page");
    private static final Pattern NAMED = Pattern.compile("\"(page/[0-9a-f]{16}/([^\"]+))\"");

    private static Reply page(String... headers) {
        var all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
        return get("/", all.toArray(String[]::new));
    }

    /// The page's files are no part of the API, and not in its description.
    private static Reply get(String path, String... headers) {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(server.web.address() + path));
            if (headers.length > 0) {
                request.headers(headers);
            }
            var answer = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Reply(answer.statusCode(), answer.headers(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<MatchResult> named() {
        return NAMED.matcher(page().text()).results().toList();
    }

    @Test
    void aBrowserGetsThePageAndOthersAFewWords() {
        assertThat(page().header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(server.sendPlain("GET", "/", null, "Accept", "*/*").header("Content-Type"))
                .isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void theHouseAtWorkHasAnAddressOfItsOwnForBrowsers() throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(server.web.address() + "/inside"));
            var answer = client.send(request.header("Accept", "text/html").build(), BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location")).contains("/#/inside");
        }
        assertThat(server.sendPlain("GET", "/inside", null).status()).isEqualTo(404);
    }

    @Test
    void whatThePageMayLoadIsItsOwnAlone() {
        var policy = page().header("Content-Security-Policy");
        assertThat(policy).contains("default-src 'none'", "script-src 'self';", "style-src 'self';");
        assertThat(policy).doesNotContain("unsafe", "http:", "https:", "data:", "*");
        assertThat(page().text()).doesNotContain("<style", "style=", "onclick=", "<script>");
    }

    @Test
    void anUnchangedPageIsNotSentAgain() {
        var first = page();
        assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
        var again = page("If-None-Match", String.valueOf(first.header("ETag")));
        assertThat(again.status()).isEqualTo(304);
        assertThat(page("If-None-Match", "\"other\"").status()).isEqualTo(200);
    }

    @Test
    void eachFileIsGivenOutForEverUnderAnAddressThatHasItsContentInIt() throws Exception {
        assertThat(named()).hasSizeGreaterThan(5);
        for (var file : named()) {
            var plain = get("/" + file.group(1));
            assertThat(plain.status()).as(file.group(2)).isEqualTo(200);
            assertThat(plain.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
            assertThat(plain.header("X-Content-Type-Options")).isEqualTo("nosniff");
            var packed = get("/" + file.group(1), "Accept-Encoding", "gzip, br");
            if ("gzip".equals(packed.header("Content-Encoding"))) {
                assertThat(packed.body().length).isLessThan(plain.body().length);
                try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
                    assertThat(unpacked.readAllBytes()).isEqualTo(plain.body());
                }
            } else {
                assertThat(packed.body()).isEqualTo(plain.body());
            }
        }
    }

    @Test
    void eachFileThereIsNamedByThePage() throws IOException {
        var names = named().stream().map(file -> file.group(2)).toList();
        try (var files = Files.walk(SOURCES)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> SOURCES.relativize(file).toString().replace('\\', '/'))
                            .filter(name -> !name.equals("index.html") && !name.endsWith(".js")))
                    .isSubsetOf(names);
            assertThat(names)
                    .filteredOn(name -> name.endsWith(".js"))
                    .containsExactly("main.js"); // made of all modules
        }
    }

    @Test
    void aFileThatIsNotThereOrOfAnotherTimeIsNotFound() {
        String there = named().getFirst().group(1);
        for (String path : List.of(
                "/" + there + "x",
                "/" + there.replaceFirst("[0-9a-f]{16}", "0000000000000000"),
                "/page",
                "/page/",
                "/page/..%2f..%2ftoken",
                "/page/x/../../index.html")) {
            assertThat(get(path).status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void allThatABrowserLoadsIsSmallCompressed() {
        int size = page("Accept-Encoding", "gzip").body().length;
        for (var file : named()) {
            if (!file.group(2).endsWith(".png")) {
                size += get("/" + file.group(1), "Accept-Encoding", "gzip").body().length;
            }
        }
        assertThat(size).isLessThan(100 * 1024);
    }

    @Test
    void allThatIsSaidIsSaidInEachLanguage() throws IOException {
        var name = Pattern.compile("(?<![\\w'])([a-zA-Z_]+): '");
        String english = Files.readString(SOURCES.resolve("texts.js"));
        String german = Files.readString(SOURCES.resolve("texts-de.js"));
        assertThat(name.matcher(german).results().map(text -> text.group(1)))
                .hasSizeGreaterThan(100)
                .containsExactlyInAnyOrderElementsOf(name.matcher(english)
                        .results()
                        .map(text -> text.group(1))
                        .toList());
    }

    @Test
    void theWorkerForOfflineIsLookedForAnewEachTime() {
        var worker = get("/worker.js");
        assertThat(worker.header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(worker.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(new String(worker.body(), StandardCharsets.UTF_8)).contains("addEventListener('fetch'");
    }
}

package todo.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// The page for browsers, as files that need no token.
///
/// `index.html` names every other file as `page/NAME`, and is given out with a digest of them all put in between:
/// `page/DIGEST/NAME`. So a browser keeps each for ever, and after an update asks for the new ones. Read and
/// compressed when first asked for.
final class Page {
    private static final Pattern NAMED = Pattern.compile("\"page/([a-z0-9./-]+)\"");
    private static final Map<String, String> GUARDS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                    + "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; "
                    + "frame-ancestors 'none'; require-trusted-types-for 'script'; "
                    + "trusted-types lit-html todo",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), microphone=(), geolocation=(), payment=()");

    private static final class Loaded {
        private static final Page PAGE = new Page();
    }

    private static final class File {
        private final String type;
        private final byte[] content;
        private final byte[] compressed;

        File(String type, byte[] content) {
            this.type = type;
            this.content = content;
            this.compressed = compress(content);
        }
    }

    private final Map<String, File> files = new TreeMap<>();
    private final File index;
    private final File worker;
    private final String digest;

    private Page() {
        String html = new String(read("index.html"), StandardCharsets.UTF_8);
        NAMED.matcher(html).results().map(named -> named.group(1)).forEach(name -> files.put(name, file(name)));
        digest = digest(html);
        index = file("index.html", NAMED.matcher(html).replaceAll("\"page/" + digest + "/$1\""));
        worker = file("worker.js");
    }

    /// Answers with the page, if that is what the path stands for and a browser asks.
    static boolean answers(Exchange exchange, List<String> path) {
        if (path.equals(List.of(""))) {
            exchange.header("Vary", "Accept, Accept-Encoding");
            return asksForHtml(exchange) && Loaded.PAGE.sendLatest(exchange, Loaded.PAGE.index);
        }
        if (path.equals(List.of("inside"))) {
            exchange.header("Vary", "Accept, Accept-Encoding");
            return asksForHtml(exchange) && sendOn(exchange, "/#/inside");
        }
        return path.equals(List.of("worker.js"))
                        && Loaded.PAGE.sendLatest(exchange.header("Vary", "Accept-Encoding"), Loaded.PAGE.worker)
                || path.getFirst().equals("page") && path.size() > 2 && Loaded.PAGE.sendNamed(exchange, path);
    }

    private static boolean asksForHtml(Exchange exchange) {
        String accept = exchange.text("Accept");
        return accept != null && accept.contains("text/html");
    }

    /// To a place in the page that has an address of its own.
    private static boolean sendOn(Exchange exchange, String place) {
        exchange.status(303).location(place).noBody();
        return true;
    }

    /// What must be looked for anew each time.
    private boolean sendLatest(Exchange exchange, File file) {
        String etag = "\"" + digest + "\"";
        exchange.header("Cache-Control", "no-cache").header("ETag", etag);
        if (etag.equals(exchange.text("If-None-Match"))) {
            exchange.notModified();
        } else {
            send(exchange, file);
        }
        return true;
    }

    private boolean sendNamed(Exchange exchange, List<String> path) {
        var file = files.get(String.join("/", path.subList(2, path.size())));
        if (file == null || !path.get(1).equals(digest)) {
            return false;
        }
        send(
                exchange.header("Cache-Control", "public, max-age=31536000, immutable")
                        .header("Vary", "Accept-Encoding"),
                file);
        return true;
    }

    private static void send(Exchange exchange, File file) {
        GUARDS.forEach(exchange::header);
        String encodings = exchange.text("Accept-Encoding");
        if (encodings != null && encodings.contains("gzip") && file.compressed.length < file.content.length) {
            exchange.header("Content-Encoding", "gzip").send(file.type, file.compressed);
        } else {
            exchange.send(file.type, file.content);
        }
    }

    private String digest(String html) {
        try {
            var all = MessageDigest.getInstance("SHA-256");
            all.update(html.getBytes(StandardCharsets.UTF_8));
            all.update(read("worker.js"));
            files.values().forEach(file -> all.update(file.content));
            return HexFormat.of().formatHex(all.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static File file(String name) {
        return file(name, read(name));
    }

    private static File file(String name, String text) {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static File file(String name, byte[] content) {
        var type = switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "png" -> "image/png";
            case "webmanifest" -> "application/manifest+json";
            default -> throw new IllegalStateException(name + " is of a type that the page does not have");
        };
        return new File(type, content);
    }

    private static byte[] compress(byte[] content) {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    private static byte[] read(String name) {
        try (var in = Page.class.getResourceAsStream("/todo/page/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the page's file " + name + " is missing from the program");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

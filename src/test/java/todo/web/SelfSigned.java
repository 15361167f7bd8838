package todo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Base64;

/// Certificates that vouch for themselves, as `server.crt` and `server.key`.
final class SelfSigned {
    private SelfSigned() {}

    /// Makes a certificate and its key, and gives what a client needs to trust it.
    static KeyStore make(Path folder, String algorithm, Instant written) throws Exception {
        var store = folder.resolve("store.p12");
        Files.deleteIfExists(store);
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "todo",
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=localhost",
                        "-storepass",
                        "secret",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-validity",
                        "30")
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        var made = KeyStore.getInstance(store.toFile(), "secret".toCharArray());
        write(folder, "server.crt", "CERTIFICATE", made.getCertificate("todo").getEncoded(), written);
        write(
                folder,
                "server.key",
                "PRIVATE KEY",
                made.getKey("todo", "secret".toCharArray()).getEncoded(),
                written);
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("todo", made.getCertificate("todo"));
        return trusted;
    }

    private static void write(Path folder, String name, String what, byte[] content, Instant written)
            throws IOException {
        var file = folder.resolve(name);
        String pem = "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(content)
                + "\n-----END " + what + "-----\n";
        Files.writeString(file, pem);
        Files.setLastModifiedTime(file, FileTime.from(written));
    }
}

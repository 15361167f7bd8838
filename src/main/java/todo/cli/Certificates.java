package todo.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import todo.account.OwnFile;

/// The certificates that nodes know each other by: a folder with an authority, and in it a folder for each node.
///
/// Made by the JDK's own `keytool`, as Pekko's `RotatingKeysSSLEngineProvider` will have them: RSA, the key in PKCS#8,
/// signed by the authority itself. It lets in whoever has one of this authority with a subject name of its own, so all
/// nodes have the same.
final class Certificates {
    private static final String SUBJECT = "CN=todo";
    private static final int AUTHORITY_DAYS = 3650;
    private static final int NODE_DAYS = 730;

    /// Clocks are not all alike: what is made now is valid since an hour ago.
    private static final String BEGINNING = "-1H";

    private final Path folder;
    private final InstantSource clock;

    Certificates(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    Path folder(String host) {
        return folder.resolve(host);
    }

    boolean hasAuthority() {
        return Files.exists(folder.resolve("ca.crt"));
    }

    /// Makes the authority.
    ///
    /// @throws IOException also if there is a part of one already
    X509Certificate makeAuthority() throws IOException {
        var file = folder.resolve("ca.key");
        if (Files.exists(file)) {
            throw new IOException("there is %s, but no %s; bring that back, or use another folder"
                    .formatted(file, folder.resolve("ca.crt")));
        }
        makeOwn(folder);
        try (var keys = Keytool.begin()) {
            keys.make(
                    "ca",
                    List.of("-dname", "CN=Todo CA", "-startdate", BEGINNING, "-validity", "" + AUTHORITY_DAYS),
                    List.of("bc:c", "ku:c=keyCertSign,cRLSign"));
            OwnFile.replace(file, key(keys.key("ca")));
            OwnFile.replace(folder.resolve("ca.crt"), certificate(keys.certificate("ca")));
            return keys.certificate("ca");
        }
    }

    /// Makes the folder of the node at `host`, in the place of the one that may be there.
    X509Certificate makeNode(String host) throws IOException {
        var authority = authority();
        long left =
                ChronoUnit.DAYS.between(clock.instant(), authority.getNotAfter().toInstant());
        if (left < 1) {
            throw new IOException(
                    "the authority in %s has ended; make another folder, and give all nodes their certificates from there"
                            .formatted(folder));
        }
        try (var keys = Keytool.begin()) {
            keys.put("ca", authorityKey(authority), authority);
            keys.make(
                    "node",
                    List.of(
                            "-dname",
                            SUBJECT,
                            "-signer",
                            "ca",
                            "-startdate",
                            BEGINNING,
                            "-validity",
                            "" + Math.min(left, NODE_DAYS)),
                    List.of(
                            "san=" + (address(host) ? "ip:" : "dns:") + host,
                            "ku:c=digitalSignature,keyEncipherment",
                            "eku=serverAuth,clientAuth"));
            var own = folder(host);
            makeOwn(own);
            OwnFile.replace(own.resolve("ca.crt"), certificate(authority));
            OwnFile.replace(own.resolve("node.crt"), certificate(keys.certificate("node")));
            OwnFile.replace(own.resolve("node.key"), key(keys.key("node")));
            return keys.certificate("node");
        }
    }

    private static boolean address(String host) {
        return host.contains(":") || host.matches("[0-9.]+");
    }

    X509Certificate authority() throws IOException {
        var file = folder.resolve("ca.crt");
        try (var bytes = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
        } catch (GeneralSecurityException e) {
            throw new IOException("can't read %s, which should be a certificate: %s".formatted(file, e), e);
        }
    }

    private Key authorityKey(X509Certificate authority) throws IOException {
        var file = folder.resolve("ca.key");
        if (!Files.exists(file)) {
            throw new IOException(
                    "there is no %s, without which %s can sign nothing; bring it back, or use another folder"
                            .formatted(file, folder.resolve("ca.crt")));
        }
        try {
            String text = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
            var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text));
            if (KeyFactory.getInstance("RSA").generatePrivate(spec) instanceof RSAPrivateKey key
                    && authority.getPublicKey() instanceof RSAPublicKey open
                    && key.getModulus().equals(open.getModulus())) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("can't read %s, which should be an RSA key in PKCS#8: %s".formatted(file, e), e);
        }
        throw new IOException("%s is not the key of %s".formatted(file, folder.resolve("ca.crt")));
    }

    private static void makeOwn(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static byte[] key(Key key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    private static byte[] certificate(Certificate certificate) throws IOException {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static byte[] pem(String what, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(what, text, what)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// The program `keytool` with a key store of its own, which is gone in the end.
    private record Keytool(Path home, Path file, String password) implements AutoCloseable {
        static Keytool begin() throws IOException {
            byte[] random = new byte[16];
            new SecureRandom().nextBytes(random);
            var home = Files.createTempDirectory("todo-keys");
            return new Keytool(home, home.resolve("keys.p12"), HexFormat.of().formatHex(random));
        }

        void make(String name, List<String> options, List<String> extensions) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-J-XX:TieredStopAtLevel=1",
                    "-genkeypair",
                    "-keyalg",
                    "RSA",
                    "-keysize",
                    "3072",
                    "-alias",
                    name,
                    "-keystore",
                    file.toString(),
                    "-storepass:env",
                    "TODO_KEYS"));
            command.addAll(options);
            extensions.forEach(extension -> command.addAll(List.of("-ext", extension)));
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("TODO_KEYS", password);
            var process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.onExit().join().exitValue() != 0) {
                throw new IOException("keytool could not make a certificate: " + said.strip());
            }
        }

        void put(String name, Key key, X509Certificate certificate) throws IOException {
            try (var out = Files.newOutputStream(file)) {
                var store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry(name, key, password.toCharArray(), new Certificate[] {certificate});
                store.store(out, password.toCharArray());
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
        }

        Key key(String name) throws IOException {
            try {
                return KeyStore.getInstance(file.toFile(), password.toCharArray())
                        .getKey(name, password.toCharArray());
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
        }

        X509Certificate certificate(String name) throws IOException {
            try {
                return (X509Certificate) KeyStore.getInstance(file.toFile(), password.toCharArray())
                        .getCertificate(name);
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(file);
            Files.delete(home);
        }
    }
}

package todo.cli;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorIdentity;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Identify;
import org.apache.pekko.pattern.AskTimeoutException;
import org.apache.pekko.pattern.Patterns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import todo.server.NodeCertificate;

class CertificatesTest {
    /// Shared, since keys take their time.
    @TempDir
    private static Path folder;

    private static Path ours;
    private static Path theirs;

    private final List<ActorSystem> systems = new ArrayList<>();

    @BeforeAll
    static void make() {
        ours = made("ours", "a.example", "127.0.0.1", "::1");
        theirs = made("theirs", "a.example");
    }

    @AfterEach
    void end() {
        systems.forEach(ActorSystem::terminate);
        systems.forEach(
                system -> system.getWhenTerminated().toCompletableFuture().join());
    }

    private static CommandLineRun run(String... arguments) {
        return CommandLineRun.of(Map.of(), arguments);
    }

    private static Path made(String name, String... nodes) {
        var into = folder.resolve(name);
        List<String> arguments = new ArrayList<>(List.of("certificates", into.toString()));
        for (String node : nodes) {
            arguments.addAll(List.of("--node", node));
        }
        assertThat(run(arguments.toArray(String[]::new)).err()).isEmpty();
        return into;
    }

    private static X509Certificate read(Path file) throws IOException, CertificateException {
        try (var bytes = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /// One that talks to others with the certificate in `own`, as a node does.
    private ExtendedActorSystem node(Path own) {
        var settings = Map.<String, Object>of(
                "pekko.actor.provider",
                "remote",
                "pekko.loglevel",
                "OFF",
                "pekko.remote.artery.transport",
                "tls-tcp",
                "pekko.remote.artery.canonical.hostname",
                "127.0.0.1",
                "pekko.remote.artery.canonical.port",
                0,
                "pekko.remote.artery.ssl.ssl-engine-provider",
                "org.apache.pekko.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider",
                "pekko.remote.artery.ssl.rotating-keys-engine.key-file",
                own.resolve("node.key").toString(),
                "pekko.remote.artery.ssl.rotating-keys-engine.cert-file",
                own.resolve("node.crt").toString(),
                "pekko.remote.artery.ssl.rotating-keys-engine.ca-cert-file",
                own.resolve("ca.crt").toString());
        var system = ActorSystem.create("todo", ConfigFactory.parseMap(settings).withFallback(ConfigFactory.load()));
        systems.add(system);
        return (ExtendedActorSystem) system;
    }

    /// Asks, from one node, who is there on another.
    private static CompletionStage<Object> ask(ExtendedActorSystem from, ExtendedActorSystem of, Duration patience) {
        String path = of.provider().getDefaultAddress() + "/user";
        return Patterns.ask(from.actorSelection(path), new Identify(1), patience);
    }

    @Test
    void nodesWithCertificatesOfOneAuthorityTalk() {
        var a = node(ours.resolve("a.example"));
        var b = node(ours.resolve("127.0.0.1"));
        assertThat(ask(a, b, Duration.ofSeconds(30)).toCompletableFuture().join())
                .isInstanceOfSatisfying(
                        ActorIdentity.class,
                        answer -> assertThat(answer.getActorRef()).isPresent());
    }

    @Test
    void aNodeOfAnotherAuthorityIsNotLetIn() {
        var ours = node(made("one", "a").resolve("a"));
        var theirs = node(made("two", "a").resolve("a"));
        assertThatThrownBy(() -> ask(theirs, ours, Duration.ofSeconds(3))
                        .toCompletableFuture()
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(AskTimeoutException.class);
    }

    @Test
    void aCertificateNamesItsNodeAndAllHaveTheSameSubject() throws Exception {
        var named = read(ours.resolve("a.example/node.crt"));
        var addressed = read(ours.resolve("::1/node.crt"));
        assertThat(named.getSubjectAlternativeNames()).containsExactly(List.of(2, "a.example"));
        assertThat(addressed.getSubjectAlternativeNames()).containsExactly(List.of(7, "0:0:0:0:0:0:0:1"));
        assertThat(named.getSubjectX500Principal()).isEqualTo(addressed.getSubjectX500Principal());
        named.verify(read(ours.resolve("ca.crt")).getPublicKey());
        assertThat(ours.resolve("ca.crt")).hasSameBinaryContentAs(ours.resolve("::1/ca.crt"));
    }

    @Test
    void onlyTheirOwnerCanReadThem() throws Exception {
        assertThat(permissions(ours)).isEqualTo("rwx------");
        assertThat(permissions(ours.resolve("::1"))).isEqualTo("rwx------");
        for (String file : List.of("ca.key", "ca.crt", "::1/ca.crt", "::1/node.crt", "::1/node.key")) {
            assertThat(permissions(ours.resolve(file))).as(file).isEqualTo("rw-------");
        }
    }

    @Test
    void aNodeWhoseFilesDoNotFitIsToldWhichAndWhy() throws IOException {
        NodeCertificate.check(ours.resolve("a.example"));
        var own = Files.createDirectory(folder.resolve("own"));
        var file = own.resolve("node.crt");
        var key = own.resolve("node.key");
        assertThatThrownBy(() -> NodeCertificate.check(own))
                .hasMessageStartingWith("can't read %s/ca.crt: there is no such file".formatted(own));
        Files.copy(ours.resolve("a.example/ca.crt"), own.resolve("ca.crt"));
        Files.copy(theirs.resolve("a.example/node.crt"), file);
        Files.writeString(key, "no key");
        assertThatThrownBy(() -> NodeCertificate.check(own)).hasMessageStartingWith(key + " is no private key: ");
        Files.copy(ours.resolve("a.example/node.key"), key, REPLACE_EXISTING);
        assertThatThrownBy(() -> NodeCertificate.check(own))
                .hasMessageStartingWith("%s is not the key of %s; ".formatted(key, file));
        Files.copy(theirs.resolve("a.example/node.key"), key, REPLACE_EXISTING);
        assertThatThrownBy(() -> NodeCertificate.check(own))
                .hasMessageStartingWith("%s is not signed by the authority of %s/ca.crt; ".formatted(file, own));
        Files.writeString(file, "");
        assertThatThrownBy(() -> NodeCertificate.check(own)).hasMessage(file + " is no certificate: it is empty");
        Files.writeString(file, "no certificate");
        assertThatThrownBy(() -> NodeCertificate.check(own)).hasMessageStartingWith(file + " is no certificate: ");
    }

    @Test
    void whatIsThereStaysUnlessItIsToBeRenewed() throws Exception {
        byte[] authority = Files.readAllBytes(theirs.resolve("ca.crt"));
        byte[] key = Files.readAllBytes(theirs.resolve("a.example/node.key"));
        assertThat(run("certificates", theirs.toString(), "--node", "b", "--node", "a.example"))
                .isEqualTo(new CommandLineRun(
                        1,
                        "",
                        "there is %s/a.example already; --renew makes the certificate in it anew\n".formatted(theirs)));
        assertThat(theirs.resolve("b")).doesNotExist();
        assertThat(theirs.resolve("a.example/node.key")).hasBinaryContent(key);
        var renewed = run("certificates", theirs.toString(), "--node", "a.example", "--renew");
        assertThat(renewed.out().lines()).hasSize(2).element(0).asString().startsWith("the authority is " + theirs);
        assertThat(Files.readAllBytes(theirs.resolve("a.example/node.key"))).isNotEqualTo(key);
        assertThat(theirs.resolve("ca.crt")).hasBinaryContent(authority);
    }

    @Test
    void whatCanNotBeMeantIsRefused() {
        for (String wrong : List.of("../up", "a:7171", ".", "", "-x", "a b")) {
            assertThat(run("certificates", folder.resolve("no").toString(), "--node=" + wrong))
                    .isEqualTo(new CommandLineRun(
                            2,
                            "",
                            "--node %s is wrong: it must be a name such as a.example, or an address, without a port\n"
                                    .formatted(wrong)));
        }
        assertThat(folder.resolve("no")).doesNotExist();
    }

    @Test
    void anAuthorityWithoutItsKeySignsNothing() throws Exception {
        var made = Files.createDirectory(folder.resolve("parted"));
        Files.copy(ours.resolve("ca.crt"), made.resolve("ca.crt"));
        Files.copy(theirs.resolve("ca.key"), made.resolve("ca.key"));
        var wrong = run("certificates", made.toString(), "--node", "a");
        assertThat(wrong.code()).isEqualTo(3);
        assertThat(wrong.err()).isEqualTo("%s/ca.key is not the key of %s/ca.crt\n".formatted(made, made));
        Files.writeString(made.resolve("ca.key"), "no key", StandardCharsets.UTF_8);
        assertThat(run("certificates", made.toString(), "--node", "a").err())
                .startsWith("can't read %s/ca.key, which should be an RSA key in PKCS#8".formatted(made));
        Files.delete(made.resolve("ca.key"));
        assertThat(run("certificates", made.toString(), "--node", "a").err())
                .startsWith("there is no %s/ca.key, without which".formatted(made));
        assertThat(made.resolve("a")).doesNotExist();
        Files.move(made.resolve("ca.crt"), made.resolve("ca.key"));
        assertThat(run("certificates", made.toString()).err())
                .isEqualTo("there is %s/ca.key, but no %s/ca.crt; bring that back, or use another folder\n"
                        .formatted(made, made));
    }
}

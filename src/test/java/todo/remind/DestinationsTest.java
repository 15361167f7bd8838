package todo.remind;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import todo.store.ReminderStorage.Delivery;
import todo.store.ReminderTarget;

class DestinationsTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    @TempDir
    private Path folder;

    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    private static Destinations.Resolver always(String... addresses) {
        return _ -> {
            var all = new InetAddress[addresses.length];
            for (int i = 0; i < addresses.length; i++) {
                all[i] = InetAddress.ofLiteral(addresses[i]);
            }
            return all;
        };
    }

    private static boolean allowed(boolean publicOnly, String... addresses) throws UnknownHostException {
        return new Destinations(publicOnly, always(addresses)).allow(URI.create("https://hook.example/x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "127.255.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.7",
                "198.19.0.1",
                "224.0.0.251",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::1",
                "fc00::1",
                "fd12::7",
                "fe80::1",
                "ff02::1"
            })
    void whatIsInANetworkOfItsOwnIsAllowedOnlyWhereAllIs(String address) throws UnknownHostException {
        assertThat(allowed(false, address)).isTrue();
        assertThat(allowed(true, address)).isFalse();
        assertThat(allowed(true, "93.184.215.14", address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.215.14", "172.32.0.1", "100.128.0.1", "2606:2800:21f::1", "2a01:4f8::1"})
    void whatIsOnTheInternetIsAllowed(String address) throws UnknownHostException {
        assertThat(allowed(true, address)).isTrue();
    }

    private Post.Said send(boolean publicOnly, Destinations.Resolver resolver)
            throws IOException, InterruptedException {
        var destinations = new Destinations(publicOnly, resolver);
        try (var post = new Post(folder, "mailto:todo@localhost", destinations, UnaryOperator.identity())) {
            var webhook = new ReminderTarget.Webhook("one", receiver.url(), Reminders.SECRET_PREFIX + "c2VjcmV0", NOON);
            return post.send(new Delivery("rem_1", webhook, "{}", NOON, 0, NOON), NOON);
        }
    }

    @Test
    void aMessageIsNotSentWhereItMayNotGo() throws Exception {
        assertThat(send(true, always("127.0.0.1")))
                .isEqualTo(
                        new Post.Said(false, false, "is in a network of its own, and --public-webhooks-only is set"));
        assertThat(send(true, _ -> {
                    throw new UnknownHostException("none");
                }))
                .isEqualTo(new Post.Said(false, false, "could not be reached"));
        assertThat(receiver.count()).isZero();
        assertThat(send(true, always("93.184.215.14")).delivered()).isTrue();
        assertThat(send(false, always("127.0.0.1")).delivered()).isTrue();
        assertThat(receiver.count()).isEqualTo(2);
    }
}

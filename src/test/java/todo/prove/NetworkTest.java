package todo.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(30)
@EnabledOnOs(OS.LINUX) // which has the addresses 127.0.0.11 and up
class NetworkTest {
    private static ServerSocket listen(Network network, int server) throws IOException {
        String port = network.flags(server).stream()
                .filter(flag -> flag.contains("bind.port="))
                .findFirst()
                .orElseThrow();
        return new ServerSocket(
                Integer.parseInt(port.substring(port.indexOf('=') + 1)), 1, InetAddress.getLoopbackAddress());
    }

    private static Socket connect(Network network, int from, int to) throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress("127.0.0." + (11 + from), 0));
        String address = network.address(to);
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(address.substring(address.indexOf(':') + 1))));
        return socket;
    }

    @Test
    void whatOneSaysComesToTheOtherButNotWhileOneOfThemIsAlone() throws IOException {
        try (var network = new Network(3);
                var listening = listen(network, 1);
                var told = connect(network, 0, 1);
                var heard = listening.accept()) {
            told.getOutputStream().write('a');
            assertThat(heard.getInputStream().read()).isEqualTo('a');
            for (int alone : List.of(0, 1)) {
                network.isolate(alone);
                told.getOutputStream().write('b');
                heard.setSoTimeout(200);
                assertThat(hears(heard)).isFalse();
                network.heal();
                heard.setSoTimeout(0);
                assertThat(heard.getInputStream().read()).isEqualTo('b');
            }
            network.isolate(2);
            told.getOutputStream().write('c');
            assertThat(heard.getInputStream().read()).isEqualTo('c');
        }
    }

    @Test
    void whatIsFarComesLater() throws IOException {
        try (var network = new Network(3);
                var listening = listen(network, 1);
                var told = connect(network, 0, 1);
                var heard = listening.accept()) {
            told.getOutputStream().write('a');
            assertThat(heard.getInputStream().read()).isEqualTo('a');
            for (int far : List.of(0, 1)) {
                network.holdUp(far, Duration.ofMillis(300));
                long start = System.nanoTime();
                told.getOutputStream().write('b');
                assertThat(heard.getInputStream().read()).isEqualTo('b');
                assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(300_000_000);
            }
        }
    }

    private static boolean hears(Socket socket) throws IOException {
        try {
            var _ = socket.getInputStream().read();
            return true;
        } catch (java.net.SocketTimeoutException _) {
            return false;
        }
    }
}

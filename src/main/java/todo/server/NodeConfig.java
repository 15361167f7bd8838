package todo.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a node is set up, from `cluster.conf` and what was chosen.
///
/// As with all that Pekko runs, a property of the JVM with the name of a setting comes before that, such as
/// `-Dpekko.remote.artery.bind.port=7272` where others reach this server through something else.
final class NodeConfig {
    private static final Logger LOG = LoggerFactory.getLogger(NodeConfig.class);
    private static final String NAME = "todo";
    private static final String ARTERY = "pekko.remote.artery.";

    private NodeConfig() {}

    /// @throws UncheckedIOException if it can't listen for the others, or has no certificate that they would take
    static <T> ActorSystem<T> start(Behavior<T> guardian, ClusterSettings settings) {
        var tls = settings.tls();
        if (tls != null) {
            NodeCertificate.check(tls);
        }
        var config = config(settings);
        try {
            listen(config);
            var system = ActorSystem.create(guardian, NAME, config);
            LastStreams.limit(system);
            return system;
        } catch (IOException | RuntimeException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            String message = "can't listen for other servers at %s: %s; give --cluster another port or address"
                    .formatted(settings.self(), cause.getMessage());
            throw new UncheckedIOException(message, new IOException(message, e));
        }
    }

    /// Tries it: when Pekko can't, it writes pages about it into the log.
    private static void listen(Config config) throws IOException {
        try (var socket = new Socket()) { // does not listen, so nobody who comes just now is let in
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(bound(config, "hostname"), Integer.parseInt(bound(config, "port"))));
        }
    }

    private static String bound(Config config, String what) {
        String bound = config.getString(ARTERY + "bind." + what);
        return bound.isEmpty() ? config.getString(ARTERY + "canonical." + what) : bound;
    }

    private static Config config(ClusterSettings settings) {
        var loader = NodeConfig.class.getClassLoader();
        Map<String, Object> chosen = new LinkedHashMap<>();
        chosen.put(ARTERY + "canonical.hostname", settings.self().host());
        chosen.put(ARTERY + "canonical.port", settings.self().port());
        var tls = settings.tls();
        if (tls != null) {
            chosen.put(ARTERY + "transport", "tls-tcp");
            chosen.put(
                    ARTERY + "ssl.ssl-engine-provider",
                    "org.apache.pekko.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider");
            chosen.put(ARTERY + "ssl.rotating-keys-engine.key-file", file(tls, "node.key"));
            chosen.put(ARTERY + "ssl.rotating-keys-engine.cert-file", file(tls, "node.crt"));
            chosen.put(ARTERY + "ssl.rotating-keys-engine.ca-cert-file", file(tls, "ca.crt"));
        }
        var properties = ConfigFactory.systemProperties();
        return properties
                .withOnlyPath("pekko")
                .withFallback(properties.withOnlyPath(ShardFunctionCheck.KEY))
                .withFallback(ConfigFactory.parseMap(chosen))
                .withFallback(ConfigFactory.parseResources(loader, "cluster.conf"))
                .withFallback(ConfigFactory.parseResources(loader, "pekko.conf"))
                .withFallback(ConfigFactory.defaultReference(loader))
                .resolve();
    }

    private static String file(Path folder, String name) {
        return folder.resolve(name).toAbsolutePath().toString();
    }

    /// The addresses of `others`, each as host:port, and of `seeds`. A seed's name may stand for several.
    static List<Address> addresses(List<String> others, List<ClusterSettings.Address> seeds) {
        List<Address> addresses = new ArrayList<>();
        for (String other : others) {
            int colon = other.lastIndexOf(':');
            addresses.add(address(other.substring(0, colon), Integer.parseInt(other.substring(colon + 1))));
        }
        for (var seed : seeds) {
            addresses.add(address(seed.host(), seed.port()));
            try {
                for (var found : InetAddress.getAllByName(seed.host())) {
                    addresses.add(address(found.getHostAddress(), seed.port()));
                }
            } catch (UnknownHostException _) {
                LOG.warn("can't find out the address of the seed {}", seed.host());
            }
        }
        return addresses.stream().distinct().toList();
    }

    private static Address address(String host, int port) {
        return new Address("pekko", NAME, host.replaceAll("^\\[|\\]$", ""), port);
    }
}

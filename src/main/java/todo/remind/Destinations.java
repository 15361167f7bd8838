package todo.remind;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import todo.settings.Network;

/// Where messages may be sent: anywhere, or only to addresses that anybody on the internet could send to, so that
/// nobody can have this server ask others in its own network.
///
/// An address is looked up for each message, just before it is sent. The HTTP client looks it up once more; Java keeps
/// what it has looked up for 30 seconds, so that is the same but where a name's owner changes it as these end.
final class Destinations {
    /// Looks up the addresses of a host.
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /// What is not reached from elsewhere, or leads to what is not (IANA's special-purpose address registries).
    private static final List<Network> OWN = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "224.0.0.0/3",
                    "::/96",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "2002::/16",
                    "fc00::/7",
                    "fe80::/10",
                    "fec0::/10",
                    "ff00::/8")
            .map(Network::parse)
            .toList();

    private final boolean publicOnly;
    private final Resolver resolver;

    Destinations(boolean publicOnly, Resolver resolver) {
        this.publicOnly = publicOnly;
        this.resolver = resolver;
    }

    /// @throws UnknownHostException if the host of `url` has no address
    boolean allow(URI url) throws UnknownHostException {
        return !publicOnly || Arrays.stream(resolver.addresses(url.getHost())).allMatch(Destinations::isPublic);
    }

    private static boolean isPublic(InetAddress address) {
        return OWN.stream().noneMatch(network -> network.has(address));
    }
}

package todo.web;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.jetty.server.Request;
import todo.settings.Network;

/// Whom requests are for: who has sent them, or who is named by a trusted proxy that has.
final class Clients {
    private final List<Network> proxies;

    Clients(List<Network> proxies) {
        this.proxies = List.copyOf(proxies);
    }

    InetAddress of(Request request) {
        var peer = BoundedEndPoint.of(
                        request.getConnectionMetaData().getConnection().getEndPoint())
                .address();
        return of(peer, request.getHeaders().getValuesList("X-Forwarded-For"));
    }

    /// The last in the row of those who passed it on that is no trusted proxy. What stands before that one anybody may
    /// have written.
    InetAddress of(InetAddress peer, List<String> forwarded) {
        List<String> row = new ArrayList<>();
        forwarded.forEach(line -> Collections.addAll(row, line.split(",", -1)));
        var client = peer;
        while (!row.isEmpty() && isTrusted(client)) {
            try {
                client = InetAddress.ofLiteral(row.removeLast().strip());
            } catch (IllegalArgumentException _) {
                return client; // "unknown", or no address
            }
        }
        return client;
    }

    private boolean isTrusted(InetAddress address) {
        return proxies.stream().anyMatch(proxy -> proxy.has(address));
    }
}

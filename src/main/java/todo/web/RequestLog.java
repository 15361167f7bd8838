package todo.web;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.settings.Network;

/// A line for each request: who asked for what, and what became of it. Never with a header, which has the token, nor a
/// body.
final class RequestLog implements org.eclipse.jetty.server.RequestLog {
    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

    private final List<Network> proxies;

    RequestLog(List<Network> proxies) {
        this.proxies = List.copyOf(proxies);
    }

    @Override
    public void log(Request request, Response response) {
        var peer = BoundedEndPoint.of(
                        request.getConnectionMetaData().getConnection().getEndPoint())
                .address();
        long micros = (System.nanoTime() - request.getBeginNanoTime()) / 1000;
        LOG.info(
                "{} \"{} {}\" {} {} bytes in {} ms",
                client(peer, request.getHeaders().getValuesList("X-Forwarded-For"))
                        .getHostAddress(),
                request.getMethod(),
                request.getHttpURI().getPathQuery(),
                response.getStatus(),
                Response.getContentBytesWritten(response),
                String.format(Locale.ROOT, "%.1f", micros / 1000.0));
    }

    /// Whom a request is for: the last in the row of those who passed it on that is no trusted proxy. What stands
    /// before
    /// that one anybody may have written.
    InetAddress client(InetAddress peer, List<String> forwarded) {
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

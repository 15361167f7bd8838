package todo.web;

import java.util.Locale;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A line for each request: who asked for what, and what became of it. Never with a header, which has the token, nor a
/// body.
final class RequestLog implements org.eclipse.jetty.server.RequestLog {
    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

    private final Clients clients;

    RequestLog(Clients clients) {
        this.clients = clients;
    }

    @Override
    public void log(Request request, Response response) {
        long micros = (System.nanoTime() - request.getBeginNanoTime()) / 1000;
        LOG.info(
                "{} \"{} {}\" {} {} bytes in {} ms",
                clients.of(request).getHostAddress(),
                request.getMethod(),
                request.getHttpURI().getPathQuery(),
                response.getStatus(),
                Response.getContentBytesWritten(response),
                String.format(Locale.ROOT, "%.1f", micros / 1000.0));
    }
}

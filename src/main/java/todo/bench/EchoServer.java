package todo.bench;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.MediaContext;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.nio.file.Path;
import java.sql.SQLException;

/// The HTTP server that Todo's stands on, by itself and set as there: it gives each body back, and does nothing else,
/// or keeps it before that and nothing else: see [Keeper].
final class EchoServer {
    private EchoServer() {}

    /// Arguments: the port, and a folder if bodies are to be kept.
    public static void main(String[] arguments) throws SQLException {
        var keeper = arguments.length > 1 ? new Keeper(Path.of(arguments[1], "kept.db")) : null;
        var json = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
        var http1 = Http1Config.builder().sendKeepAliveHeader(false).validateResponseHeaders(false);
        WebServerConfig.builder()
                .host("127.0.0.1")
                .port(Integer.parseInt(arguments[0]))
                .routing(HttpRouting.builder().any((request, response) -> {
                    byte[] body = request.content().inputStream().readAllBytes();
                    if (keeper != null) {
                        keeper.keep(request.path().rawPath(), body);
                    }
                    response.header(json).send(body);
                }))
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .mediaContext(MediaContext.builder()
                        .mediaSupportsDiscoverServices(false)
                        .build())
                .contentEncoding(ContentEncodingContext.builder()
                        .contentEncodingsDiscoverServices(false)
                        .build())
                .addConnectionSelector(Http1ConnectionSelector.builder()
                        .config(http1.buildPrototype())
                        .build())
                .connectionOptions(options -> options.tcpNoDelay(true).socketSendBufferSize(64 * 1024))
                .build()
                .start();
    }
}

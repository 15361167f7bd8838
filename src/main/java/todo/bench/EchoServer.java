package todo.bench;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.jspecify.annotations.Nullable;

/// The HTTP server that Todo's stands on, by itself and set as there: it gives each body back, and does nothing else,
/// or keeps it before that and nothing else: see [Keeper].
final class EchoServer {
    private EchoServer() {}

    /// Arguments: the port, and a folder if bodies are to be kept.
    public static void main(String[] arguments) throws Exception {
        var keeper = arguments.length > 1 ? new Keeper(Path.of(arguments[1], "kept.db")) : null;
        var server = new Server(new VirtualThreadPool(0));
        var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(new HttpConfiguration()));
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(arguments[0]));
        connector.setAcceptQueueSize(1024);
        connector.setAcceptedSendBufferSize(64 * 1024);
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                echo(keeper, request, response, callback);
                return true;
            }
        });
        server.start();
    }

    private static void echo(@Nullable Keeper keeper, Request request, Response response, Callback callback)
            throws Exception {
        byte[] body = Content.Source.asInputStream(request).readAllBytes();
        if (keeper != null) {
            keeper.keep(request.getHttpURI().getPath(), body);
        }
        response.getHeaders().put("Content-Type", "application/json").put("Content-Length", body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}

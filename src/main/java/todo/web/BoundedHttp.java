package todo.web;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.internal.HttpConnection;

/// A connection whose headers have a bound on their fields, each of which costs far more than the four bytes it may
/// have.
final class BoundedHttp extends HttpConnection {
    private static final int MOST_FIELDS = 100;

    BoundedHttp(HttpConfiguration settings, Connector connector, EndPoint end) {
        super(settings, connector, end);
    }

    @Override
    protected RequestHandler newRequestHandler() {
        return new RequestHandler() {
            private int fields;

            @Override
            public void messageBegin() {
                fields = 0;
                super.messageBegin();
            }

            @Override
            public void parsedHeader(HttpField field) {
                fields++;
                if (fields > MOST_FIELDS) {
                    throw new HttpException.RuntimeException(431, "too many header fields");
                }
                super.parsedHeader(field);
            }
        };
    }
}

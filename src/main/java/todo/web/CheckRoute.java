package todo.web;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import todo.account.Access;
import todo.server.Todos;
import todo.store.CheckReport;
import todo.store.StoreException;

/// `/api/check`: whether what is on disk is whole. That may take long, and blanks are sent meanwhile.
final class CheckRoute {
    private static final long PULSE_SECONDS = 5;

    private final Todos todos;

    CheckRoute(Todos todos) {
        this.todos = todos;
    }

    void all(Exchange exchange) {
        if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
            throw Api.methodNotAllowed("GET", "HEAD");
        }
        exchange.parameters().allow();
        if (!Access.ownsAll(exchange.caller())) {
            throw new Problem.Found(Problem.of(403, "Forbidden", "only who owns all lists may check them"));
        }
        exchange.stream(
                Exchange.JSON, out -> out.write(await(todos.check(), out).json()));
    }

    private static CheckReport await(CompletableFuture<CheckReport> report, OutputStream out) throws IOException {
        while (true) {
            try {
                return report.get(PULSE_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException _) {
                out.write(' ');
                out.flush();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof StoreException store && store.trouble() == StoreException.Trouble.BUSY
                        ? new Problem.Found(Problem.busy(String.valueOf(store.getMessage())))
                        : new IllegalStateException("can't check what is on disk", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Problem.Found(Problem.busy("the server is being stopped"));
            }
        }
    }
}

package todo.web;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import todo.backup.Backups;
import todo.remind.Reminders;
import todo.server.Inside;
import todo.server.TodoSystem;
import todo.store.WorkerFigures;

/// What operators watch, in the text format of Prometheus.
final class Metrics {
    private static final int[] REFUSED = {401, 403, 421, 429};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter requests = Counter.builder()
            .name("todo_http_requests_total")
            .help("Requests answered, by method and status.")
            .labelNames("method", "status")
            .register(registry);
    private final DistributionDataPoint seconds = Histogram.builder()
            .name("todo_http_request_seconds")
            .help("Time from a request's header to the end of its answer; event streams too.")
            .classicOnly()
            .classicUpperBounds(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5)
            .register(registry);

    private final LongAdder answered = new LongAdder();

    Metrics(TodoSystem system, Reminders reminders, Connections connections, RequestMemory memory, EventRoutes events) {
        var todos = system.todos();
        gauge("todo_requests_in_flight", "Edits and questions on their way to a list or back.", todos::inFlight);
        counter("todo_casts_failed_total", "Casts that came to nothing.", todos::failedCasts);
        gauge("todo_http_connections", "Connections that are open.", connections::open);
        counter(
                "todo_http_connections_cut_total",
                "Connections cut off because the client took too long.",
                connections::cut);
        counter(
                "todo_http_connections_refused_total",
                "Connections turned away because there were too many.",
                connections::refused);
        memory(system.inside(), memory);
        gauge("todo_watchers", "Event streams that are open.", events::watching);
        servers(system);
        counter(
                "todo_reminders_given_up_total",
                "Reminders that a target did not accept within a day, or that were too many for it.",
                reminders::givenUp);
        backups(system.backups());
        worker(system, "todo_database_commits_total", "Transactions committed.", WorkerFigures::commits);
        worker(system, "todo_database_writes_total", "Edits stored.", WorkerFigures::writes);
        worker(
                system,
                "todo_database_write_failures_total",
                "Edits that could not be stored.",
                WorkerFigures::failures);
        worker(
                system,
                "todo_database_commit_seconds_total",
                "Time spent in transactions, fsync included.",
                WorkerFigures::seconds);
        GaugeWithCallback.builder()
                .name("todo_database_waiting")
                .help("Edits that wait for a worker.")
                .labelNames("worker")
                .callback(gauge -> {
                    var waiting = system.waiting();
                    for (int worker = 0; worker < waiting.size(); worker++) {
                        gauge.call(waiting.get(worker), Integer.toString(worker));
                    }
                })
                .register(registry);
    }

    void refusals(Refusals refusals) {
        CounterWithCallback.builder()
                .name("todo_http_refused_total")
                .help("Requests refused as their senders may not make them, or mean another server, by status.")
                .labelNames("status")
                .callback(counter -> {
                    for (int status : REFUSED) {
                        counter.call((double) refusals.count(status), Integer.toString(status));
                    }
                })
                .register(registry);
    }

    private void memory(Inside inside, RequestMemory requests) {
        GaugeWithCallback.builder()
                .name("todo_memory_bytes")
                .help("About how much memory each kind of content takes.")
                .labelNames("of")
                .callback(gauge -> {
                    gauge.call((double) requests.used(), "requests");
                    gauge.call((double) inside.writeBytes(), "writes");
                    gauge.call((double) inside.listBytes(), "lists");
                })
                .register(registry);
        GaugeWithCallback.builder()
                .name("todo_memory_most_bytes")
                .help("How much memory each kind of content may take: a share of the heap.")
                .labelNames("of")
                .callback(gauge -> {
                    gauge.call((double) requests.most(), "requests");
                    gauge.call((double) inside.shares().writes(), "writes");
                    gauge.call((double) inside.shares().lists(), "lists");
                })
                .register(registry);
    }

    private void servers(TodoSystem system) {
        gauge(
                "todo_cluster_servers",
                "Servers that are up; 0 where this one is alone.",
                () -> system.servers().stream()
                        .filter(server -> server.state().equals("up"))
                        .count());
        gauge(
                "todo_cluster_unreachable",
                "Servers that were not heard of lately.",
                () -> system.servers().stream()
                        .filter(server -> !server.reachable())
                        .count());
        gauge("todo_cluster_ready", "1 where this server may answer for its lists.", () -> system.ours() ? 1 : 0);
    }

    private void backups(Backups backups) {
        lastGood(
                backups,
                "todo_backup_last_good_seconds",
                "When the last backup was made, since 1970; 0 for none.",
                good -> good.made().getEpochSecond());
        lastGood(backups, "todo_backup_last_good_bytes", "How long the last backup is.", Backups.Good::bytes);
        lastGood(
                backups, "todo_backup_last_good_took_seconds", "How long the last backup took.", Backups.Good::seconds);
        counter("todo_backup_failures_total", "Backups that could not be made by plan.", backups::failures);
    }

    private void lastGood(Backups backups, String name, String help, ToDoubleFunction<Backups.Good> value) {
        gauge(name, help, () -> {
            var good = backups.last();
            return good == null ? 0 : value.applyAsDouble(good);
        });
    }

    private void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(gauge -> gauge.call(value.getAsDouble()))
                .register(registry);
    }

    private void counter(String name, String help, DoubleSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(counter -> counter.call(value.getAsDouble()))
                .register(registry);
    }

    private void worker(TodoSystem system, String name, String help, ToDoubleFunction<WorkerFigures> value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("worker")
                .callback(counter -> {
                    var figures = system.figures();
                    for (int worker = 0; worker < figures.size(); worker++) {
                        counter.call(value.applyAsDouble(figures.get(worker)), Integer.toString(worker));
                    }
                })
                .register(registry);
    }

    void answered(String method, int status, long nanos) {
        answered.increment();
        String known = switch (method) {
            case "GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS" -> method;
            default -> "other";
        };
        requests.labelValues(known, Integer.toString(status)).inc();
        seconds.observe(nanos / 1e9);
    }

    /// How many requests were answered.
    long answered() {
        return answered.sum();
    }

    byte[] text() throws IOException {
        var text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(text, registry.scrape());
        return text.toByteArray();
    }
}

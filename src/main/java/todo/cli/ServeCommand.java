package todo.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import todo.settings.Settings;
import todo.store.DatabaseAddress;
import todo.store.OutOfMemory;
import todo.terminal.Terminal;

/// Runs the server until the program is told to end.
@Command(name = "serve", description = "Run the server, until Ctrl-C or SIGTERM.", sortOptions = false)
final class ServeCommand implements Callable<Integer>, SettingOptions.Taker {
    private static final Logger LOG = Logger.getLogger("todo");

    private static final int OUT_OF_MEMORY = 3; // as with -XX:+ExitOnOutOfMemoryError

    private final Terminal terminal;

    @Spec
    private CommandSpec command = CommandSpec.create();

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var settings = Settings.read(SettingOptions.given(command), terminal.environment());
        Log.start(settings.logJson(), terminal.err());
        Settings.unknown(terminal.environment())
                .forEach(name ->
                        LOG.warning(() -> name + " is no setting, and does nothing; ./todo settings names all"));
        var _ = OutOfMemory.whenFound(() -> Runtime.getRuntime().halt(OUT_OF_MEMORY));
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            OutOfMemory.look(failure);
            LOG.log(Level.SEVERE, failure, () -> "the thread \"" + thread.getName() + "\" failed");
        });
        var told = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endInOrder(told, ended), "end"));
        try (var running = Running.start(settings, terminal.clock(), terminal.environment())) {
            System.in.close(); // the launcher's start lock: clients that wait for the server go on
            announce(running, settings);
            told.await();
            LOG.info("ending");
        } finally {
            ended.countDown();
        }
        return Commands.OK;
    }

    private void announce(Running running, Settings settings) {
        LOG.info(() -> "listening at %s, with the lists of %s".formatted(running.address(), place(settings)));
        if (isHeard(settings)) {
            LOG.warning(
                    "the token and the lists travel as plain text in the network, for whoever listens in to read; give"
                            + " --tls-certificate and --tls-key, or put HTTPS in front and say --public-url https://…");
        }
        if (running.token().fresh()) {
            terminal.out()
                    .println("Open " + (settings.publicUrl().isEmpty() ? running.address() : settings.publicUrl())
                            + "/#token=" + running.token().value());
            terminal.out().flush();
        }
    }

    /// Whether others than this machine's users may hear what is said to the server.
    static boolean isHeard(Settings settings) {
        return !settings.host().matches("localhost|127(\\.[0-9]+){3}|::1")
                && settings.tlsCertificate().isEmpty()
                && !settings.publicUrl().startsWith("https:");
    }

    private static String place(Settings settings) {
        return settings.db().isEmpty()
                ? settings.data().toString()
                : new DatabaseAddress(settings.db(), null).toString();
    }

    /// Runs when a signal has told the program to end. An end that was asked for and went well is a success.
    private static void endInOrder(CountDownLatch told, CountDownLatch ended) {
        boolean wasRunning = ended.getCount() > 0;
        told.countDown();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (wasRunning) {
            Runtime.getRuntime().halt(Commands.OK);
        }
    }
}

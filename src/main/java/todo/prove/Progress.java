package todo.prove;

import todo.terminal.Terminal;

/// Tells whoever waits how far it has come: in place, or where that can't be done a line now and then.
final class Progress {
    private static final long PAUSE_NANOS = 30_000_000_000L;

    private final Terminal terminal;
    private long last = System.nanoTime();

    Progress(Terminal terminal) {
        this.terminal = terminal;
    }

    synchronized void tell(String text) {
        terminal.progress(text);
        if (!terminal.progress() && System.nanoTime() - last > PAUSE_NANOS) {
            last = System.nanoTime();
            terminal.err().println(text);
        }
    }

    void end() {
        terminal.progress("");
    }
}

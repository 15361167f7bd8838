package todo.shell;

import java.time.Clock;

/// The registry, which finds the process of a list by name: what `cache` is at the prompt.
public final class CacheView {
    private final Door door;
    private final Clock clock;

    CacheView(Door door, Clock clock) {
        this.door = door;
        this.clock = clock;
    }

    /// The list `name` with its process, which is started if there is none.
    public NamedList serverProcess(String name) {
        door.wake(name);
        return new NamedList(door, name, clock);
    }

    /// The processes there are, but no more than the busiest.
    public Listing<ProcessView> processes() {
        return Listing.of(door.processes());
    }

    @Override
    public String toString() {
        return processes().toString();
    }
}

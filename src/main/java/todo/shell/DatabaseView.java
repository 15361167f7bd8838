package todo.shell;

/// The database with its workers: what `database` is at the prompt.
public final class DatabaseView {
    private final Door door;

    DatabaseView(Door door) {
        this.door = door;
    }

    /// The worker that writes the list `name`: always the same, so that its changes are stored in order.
    public WorkerView workerOf(String name) {
        return door.workers().get(door.workerOf(name));
    }

    /// All workers.
    public Listing<WorkerView> workers() {
        return Listing.of(door.workers());
    }

    @Override
    public String toString() {
        return workers().toString();
    }
}

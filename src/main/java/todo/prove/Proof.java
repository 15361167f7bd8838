package todo.prove;

/// What is proven by trying to break it, round by round, and can be repeated alone.
///
/// @param name how it is called on the command line
/// @param what one sentence: what is tried, and what must hold
/// @param rounds how many rounds it takes unless another number is asked for
/// @param needs without what it is skipped
/// @param round one round, all of whose choices come from the trial's seed
public record Proof(String name, String what, int rounds, Needs needs, Round round) {
    public Proof(String name, String what, int rounds, Round round) {
        this(name, what, rounds, Needs.NOTHING, round);
    }

    /// What must be there for it.
    public enum Needs {
        NOTHING("nothing"),
        DATABASE("--db URL, a PostgreSQL database"),
        SOURCES("the folder that Todo was built in");

        private final String what;

        Needs(String what) {
            this.what = what;
        }

        @Override
        public String toString() {
            return what;
        }
    }

    /// One attempt at losing something.
    public interface Round {
        /// @throws Lost if something was lost; any other exception says that it could not be tried
        void run(Trial trial) throws Exception;
    }
}

package todo.prove;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What all clients have asked for, and what they were answered. Any thread may write in it.
final class Ledger {
    /// What is known of a request.
    enum State {
        /// It was not answered, or not with what would settle it: it may be done or not.
        OPEN,
        REFUSED,
        /// It is done, and there was nothing to change.
        NOTHING,
        MADE
    }

    /// One request, however often it was sent.
    static final class Line {
        private final Deed deed;
        private final @Nullable String key;
        private final long sent;
        private volatile long answered = Long.MAX_VALUE;
        private volatile long version;
        private volatile State state = State.OPEN;

        Line(Deed deed, @Nullable String key, long sent) {
            this.deed = deed;
            this.key = key;
            this.sent = sent;
        }

        Deed deed() {
            return deed;
        }

        /// What makes it safe to send again, or `null`.
        @Nullable
        String key() {
            return key;
        }

        /// When it was first sent.
        long sent() {
            return sent;
        }

        /// When it was answered.
        long answered() {
            return answered;
        }

        /// The version that the answer gave its (last) change, or 0 if it gave none.
        long version() {
            return version;
        }

        State state() {
            return state;
        }

        /// Writes down an answer to what was sent at `asked`. Sent again, what was refused may be made, but what was
        /// made stays made, with the same version.
        synchronized void answer(State answer, long version, long asked) {
            boolean made = state == State.MADE;
            if (made && asked > answered && (answer != State.MADE || version != this.version)) {
                throw new Lost(this + ": sent again, it was answered " + answer + " " + version);
            }
            if (!made && answer.compareTo(state) > 0) {
                this.version = version;
                this.answered = System.nanoTime();
                this.state = answer;
            }
        }

        @Override
        public String toString() {
            return deed + (key == null ? "" : " key " + key) + ": " + state + (version == 0 ? "" : " " + version)
                    + ", sent " + sent + (answered == Long.MAX_VALUE ? "" : ", answered " + answered);
        }
    }

    private final List<Line> lines = new ArrayList<>();

    synchronized Line begin(Deed deed, @Nullable String key) {
        var line = new Line(deed, key, System.nanoTime());
        lines.add(line);
        return line;
    }

    synchronized List<Line> lines() {
        return List.copyOf(lines);
    }

    /// Those that can be sent again, and should be.
    List<Line> unanswered() {
        return lines().stream()
                .filter(line -> line.state() == State.OPEN && line.key() != null)
                .toList();
    }

    List<String> text() {
        return lines().stream().map(Line::toString).toList();
    }
}

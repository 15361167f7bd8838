package todo.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/// What a backup is written to while the server is at work: when changes wait, it rests for as long as it has worked.
final class SteppingAside extends FilterOutputStream {
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final BooleanSupplier changesWait;
    private final LongConsumer rest;
    private long began = System.nanoTime();

    SteppingAside(OutputStream out, BooleanSupplier changesWait) {
        this(out, changesWait, LockSupport::parkNanos);
    }

    /// @param rest waits for so many nanoseconds
    SteppingAside(OutputStream out, BooleanSupplier changesWait, LongConsumer rest) {
        super(out);
        this.changesWait = changesWait;
        this.rest = rest;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        long worked = System.nanoTime() - began;
        if (worked >= LEAST_NANOS) {
            if (changesWait.getAsBoolean()) {
                rest.accept(Math.min(worked, MOST_NANOS));
            }
            began = System.nanoTime();
        }
    }
}

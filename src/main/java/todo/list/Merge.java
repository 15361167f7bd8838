package todo.list;

import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// Two walks made one, in the order that both are in.
final class Merge implements Iterator<Entry> {
    private final Iterator<Entry> left;
    private final Iterator<Entry> right;
    private final Comparator<Entry> order;
    private @Nullable Entry nextLeft;
    private @Nullable Entry nextRight;

    Merge(Iterator<Entry> left, Iterator<Entry> right, Comparator<Entry> order) {
        this.left = left;
        this.right = right;
        this.order = order;
        nextLeft = take(left);
        nextRight = take(right);
    }

    private static @Nullable Entry take(Iterator<Entry> from) {
        return from.hasNext() ? from.next() : null;
    }

    @Override
    public boolean hasNext() {
        return nextLeft != null || nextRight != null;
    }

    @Override
    public Entry next() {
        var fromLeft = nextLeft;
        var fromRight = nextRight;
        if (fromLeft != null && (fromRight == null || order.compare(fromLeft, fromRight) < 0)) {
            nextLeft = take(left);
            return fromLeft;
        }
        if (fromRight == null) {
            throw new NoSuchElementException();
        }
        nextRight = take(right);
        return fromRight;
    }
}

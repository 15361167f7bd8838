package todo.list;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// An immutable sorted set: adding to it gives a new set that shares all but one path with the old.
///
/// It is a B+ tree whose nodes hold up to [#WIDTH] elements or children, so a small set is one
/// array and a set of 100,000 is three steps deep. Two elements are the same when the comparator
/// says so; adding one that is there already replaces it.
final class SortedTree<E> implements Iterable<E> {
    private static final int WIDTH = 32;

    private final Comparator<? super E> order;
    private final Node<E> root;

    private SortedTree(Comparator<? super E> order, Node<E> root) {
        this.order = order;
        this.root = root;
    }

    static <E> SortedTree<E> empty(Comparator<? super E> order) {
        return new SortedTree<>(order, new Leaf<>(new Object[0]));
    }

    /// The tree of all of `elements`, which may come in any order but not twice.
    static <E> SortedTree<E> of(Comparator<? super E> order, List<E> elements) {
        Object[] sorted = elements.toArray();
        @SuppressWarnings("unchecked")
        var compare = (Comparator<Object>) order;
        Arrays.sort(sorted, compare);
        List<Node<E>> level = new ArrayList<>();
        for (int i = 0; i < sorted.length; i += WIDTH) {
            level.add(new Leaf<>(Arrays.copyOfRange(sorted, i, Math.min(i + WIDTH, sorted.length))));
        }
        while (level.size() > 1) {
            List<Node<E>> above = new ArrayList<>();
            for (int i = 0; i < level.size(); i += WIDTH) {
                above.add(Branch.of(level.subList(i, Math.min(i + WIDTH, level.size()))));
            }
            level = above;
        }
        return level.isEmpty() ? empty(order) : new SortedTree<>(order, level.getFirst());
    }

    int size() {
        return root.count();
    }

    boolean isEmpty() {
        return size() == 0;
    }

    SortedTree<E> plus(E element) {
        List<Node<E>> nodes = root.plus(element, order);
        return new SortedTree<>(order, nodes.size() == 1 ? nodes.getFirst() : Branch.of(nodes));
    }

    @SuppressWarnings("ReferenceEquality") // the same node, not an equal one
    SortedTree<E> minus(E element) {
        Node<E> node = root.minus(element, order);
        while (node instanceof Branch<E>(var children, var _) && children.size() == 1) {
            node = children.getFirst();
        }
        return node == root ? this : new SortedTree<>(order, node);
    }

    /// The element that the comparator holds for the same as `probe`, if it is in the set.
    @Nullable
    E find(E probe) {
        Node<E> node = root;
        while (node instanceof Branch<E> branch) {
            node = branch.children().get(branch.indexFor(probe, order));
        }
        var leaf = (Leaf<E>) node;
        int index = leaf.search(probe, order);
        return index < 0 ? null : leaf.at(index);
    }

    /// The greatest element, or `null` in an empty set.
    @Nullable
    E last() {
        Node<E> node = root;
        while (node instanceof Branch<E>(var children, var _)) {
            node = children.getLast();
        }
        var leaf = (Leaf<E>) node;
        return leaf.elements().length == 0 ? null : leaf.at(leaf.elements().length - 1);
    }

    @Override
    public Iterator<E> iterator() {
        return new Walk<>(root);
    }

    /// The elements from the first that is not less than `probe`.
    Iterator<E> from(E probe) {
        return new Walk<>(root, probe, order);
    }

    private sealed interface Node<E> {
        int count();

        int width();

        E first();

        /// This node with `element`: one node, or two where one would be too wide.
        List<Node<E>> plus(E element, Comparator<? super E> order);

        Node<E> minus(E element, Comparator<? super E> order);

        Node<E> join(Node<E> right);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared, and never changed
    private record Leaf<E>(Object[] elements) implements Node<E> {
        @SuppressWarnings("unchecked")
        E at(int index) {
            return (E) elements[index];
        }

        @Override
        public int count() {
            return elements.length;
        }

        @Override
        public int width() {
            return elements.length;
        }

        @Override
        public E first() {
            return at(0);
        }

        int search(E probe, Comparator<? super E> order) {
            int low = 0;
            int high = elements.length - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                int side = order.compare(at(middle), probe);
                if (side == 0) {
                    return middle;
                }
                if (side < 0) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return -(low + 1);
        }

        @Override
        public List<Node<E>> plus(E element, Comparator<? super E> order) {
            int found = search(element, order);
            if (found >= 0) {
                Object[] copy = elements.clone();
                copy[found] = element;
                return List.of(new Leaf<>(copy));
            }
            int place = -(found + 1);
            if (elements.length == WIDTH && place == WIDTH) {
                return List.of(this, new Leaf<>(new Object[] {element})); // appending leaves full leaves behind
            }
            Object[] copy = new Object[elements.length + 1];
            System.arraycopy(elements, 0, copy, 0, place);
            copy[place] = element;
            System.arraycopy(elements, place, copy, place + 1, elements.length - place);
            if (copy.length <= WIDTH) {
                return List.of(new Leaf<>(copy));
            }
            int half = copy.length / 2;
            return List.of(
                    new Leaf<>(Arrays.copyOfRange(copy, 0, half)),
                    new Leaf<>(Arrays.copyOfRange(copy, half, copy.length)));
        }

        @Override
        public Node<E> minus(E element, Comparator<? super E> order) {
            int found = search(element, order);
            if (found < 0) {
                return this;
            }
            Object[] copy = new Object[elements.length - 1];
            System.arraycopy(elements, 0, copy, 0, found);
            System.arraycopy(elements, found + 1, copy, found, copy.length - found);
            return new Leaf<>(copy);
        }

        @Override
        public Node<E> join(Node<E> right) {
            Object[] other = ((Leaf<E>) right).elements;
            Object[] both = Arrays.copyOf(elements, elements.length + other.length);
            System.arraycopy(other, 0, both, elements.length, other.length);
            return new Leaf<>(both);
        }
    }

    private record Branch<E>(List<Node<E>> children, int count) implements Node<E> {
        static <E> Branch<E> of(List<Node<E>> children) {
            int count = 0;
            for (var child : children) {
                count += child.count();
            }
            return new Branch<>(List.copyOf(children), count);
        }

        @Override
        public int width() {
            return children.size();
        }

        @Override
        public E first() {
            return children.getFirst().first();
        }

        /// The child that holds `probe` if any does: the last one that begins at or before it.
        int indexFor(E probe, Comparator<? super E> order) {
            int low = 1;
            int high = children.size() - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                if (order.compare(children.get(middle).first(), probe) <= 0) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return low - 1;
        }

        @Override
        public List<Node<E>> plus(E element, Comparator<? super E> order) {
            int index = indexFor(element, order);
            var nodes = children.get(index).plus(element, order);
            List<Node<E>> next = new ArrayList<>(children);
            next.set(index, nodes.getFirst());
            if (nodes.size() == 2) {
                next.add(index + 1, nodes.getLast());
            }
            if (next.size() <= WIDTH) {
                return List.of(of(next));
            }
            int cut = index == WIDTH - 1 ? WIDTH : next.size() / 2;
            return List.of(of(next.subList(0, cut)), of(next.subList(cut, next.size())));
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // the same node, not an equal one
        public Node<E> minus(E element, Comparator<? super E> order) {
            int index = indexFor(element, order);
            var child = children.get(index);
            var less = child.minus(element, order);
            if (less == child) {
                return this;
            }
            List<Node<E>> next = new ArrayList<>(children);
            next.set(index, less);
            int left = index > 0 ? index - 1 : index;
            if (left + 1 < next.size()
                    && next.get(left).width() + next.get(left + 1).width() <= WIDTH / 2) {
                next.set(left, next.get(left).join(next.remove(left + 1)));
            } else if (less.count() == 0) {
                next.remove(index);
            }
            return of(next);
        }

        @Override
        public Node<E> join(Node<E> right) {
            List<Node<E>> both = new ArrayList<>(children);
            both.addAll(((Branch<E>) right).children);
            return of(both);
        }
    }

    private static final class Walk<E> implements Iterator<E> {
        private final ArrayList<Branch<E>> branches = new ArrayList<>(4);
        private final ArrayList<Integer> indexes = new ArrayList<>(4);
        private Leaf<E> leaf;
        private int index;

        Walk(Node<E> root) {
            leaf = descend(root);
        }

        Walk(Node<E> root, E probe, Comparator<? super E> order) {
            Node<E> node = root;
            while (node instanceof Branch<E> branch) {
                int child = branch.indexFor(probe, order);
                branches.add(branch);
                indexes.add(child);
                node = branch.children().get(child);
            }
            leaf = (Leaf<E>) node;
            int found = leaf.search(probe, order);
            index = found < 0 ? -(found + 1) : found;
        }

        private Leaf<E> descend(Node<E> from) {
            Node<E> node = from;
            while (node instanceof Branch<E> branch) {
                branches.add(branch);
                indexes.add(0);
                node = branch.children().getFirst();
            }
            index = 0;
            return (Leaf<E>) node;
        }

        @Override
        public boolean hasNext() {
            while (index == leaf.elements().length) {
                if (branches.isEmpty()) {
                    return false;
                }
                var branch = branches.removeLast();
                int child = indexes.removeLast() + 1;
                if (child < branch.children().size()) {
                    branches.add(branch);
                    indexes.add(child);
                    leaf = descend(branch.children().get(child));
                }
            }
            return true;
        }

        @Override
        public E next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return leaf.at(index++);
        }
    }
}

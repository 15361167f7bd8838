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
    private final Node root;

    private SortedTree(Comparator<? super E> order, Node root) {
        this.order = order;
        this.root = root;
    }

    static <E> SortedTree<E> empty(Comparator<? super E> order) {
        return new SortedTree<>(order, new Leaf(new Object[0]));
    }

    /// The tree of all of `elements`, which may come in any order but not twice.
    static <E> SortedTree<E> of(Comparator<? super E> order, List<E> elements) {
        Object[] sorted = elements.toArray();
        Arrays.sort(sorted, comparing(order));
        List<Node> level = new ArrayList<>();
        for (int i = 0; i < sorted.length; i += WIDTH) {
            level.add(new Leaf(Arrays.copyOfRange(sorted, i, Math.min(i + WIDTH, sorted.length))));
        }
        while (level.size() > 1) {
            List<Node> above = new ArrayList<>();
            for (int i = 0; i < level.size(); i += WIDTH) {
                above.add(Branch.of(
                        level.subList(i, Math.min(i + WIDTH, level.size())).toArray(Node[]::new)));
            }
            level = above;
        }
        return level.isEmpty() ? empty(order) : new SortedTree<>(order, level.getFirst());
    }

    /// The nodes hold what this tree holds, and nothing else, so its comparator can compare it.
    @SuppressWarnings("unchecked")
    private static <E> Comparator<Object> comparing(Comparator<? super E> order) {
        return (Comparator<Object>) order;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E> E element(Object held) {
        return (E) held;
    }

    int size() {
        return root.count();
    }

    boolean isEmpty() {
        return size() == 0;
    }

    SortedTree<E> plus(E element) {
        Node[] nodes = root.plus(element, comparing(order));
        return new SortedTree<>(order, nodes.length == 1 ? nodes[0] : Branch.of(nodes));
    }

    @SuppressWarnings("ReferenceEquality") // the same node, not an equal one
    SortedTree<E> minus(E element) {
        Node node = root.minus(element, comparing(order));
        while (node instanceof Branch branch && branch.children.length == 1) {
            node = branch.children[0];
        }
        return node == root ? this : new SortedTree<>(order, node);
    }

    /// The element that the comparator holds for the same as `probe`, if it is in the set.
    @Nullable
    E find(E probe) {
        var compare = comparing(order);
        Node node = root;
        while (node instanceof Branch branch) {
            node = branch.children[branch.indexFor(probe, compare)];
        }
        var leaf = (Leaf) node;
        int index = leaf.search(probe, compare);
        return index < 0 ? null : element(leaf.elements[index]);
    }

    /// The greatest element, or `null` in an empty set.
    @Nullable
    E last() {
        Node node = root;
        while (node instanceof Branch branch) {
            node = branch.children[branch.children.length - 1];
        }
        Object[] elements = ((Leaf) node).elements;
        return elements.length == 0 ? null : element(elements[elements.length - 1]);
    }

    @Override
    public Iterator<E> iterator() {
        return new Walk<>(root);
    }

    /// The elements from the first that is not less than `probe`.
    Iterator<E> from(E probe) {
        return new Walk<>(root, probe, comparing(order));
    }

    private sealed interface Node {
        int count();

        int width();

        Object first();

        /// This node with `element`: one node, or two where one would be too wide.
        Node[] plus(Object element, Comparator<Object> order);

        Node minus(Object element, Comparator<Object> order);

        Node join(Node right);
    }

    private static final class Leaf implements Node {
        private final Object[] elements;

        Leaf(Object[] elements) {
            this.elements = elements;
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
        public Object first() {
            return elements[0];
        }

        int search(Object probe, Comparator<Object> order) {
            return searched(elements, probe, order);
        }

        @Override
        public Node[] plus(Object element, Comparator<Object> order) {
            int found = search(element, order);
            if (found >= 0) {
                Object[] copy = elements.clone();
                copy[found] = element;
                return new Node[] {new Leaf(copy)};
            }
            int place = -(found + 1);
            if (elements.length == WIDTH && place == WIDTH) {
                return new Node[] {this, new Leaf(new Object[] {element})}; // appending leaves full leaves behind
            }
            Object[] copy = inserted(elements, new Object[elements.length + 1], place, element);
            if (copy.length <= WIDTH) {
                return new Node[] {new Leaf(copy)};
            }
            int half = copy.length / 2;
            return new Node[] {
                new Leaf(Arrays.copyOfRange(copy, 0, half)), new Leaf(Arrays.copyOfRange(copy, half, copy.length))
            };
        }

        @Override
        public Node minus(Object element, Comparator<Object> order) {
            int found = search(element, order);
            return found < 0 ? this : new Leaf(removed(elements, new Object[elements.length - 1], found));
        }

        @Override
        public Node join(Node right) {
            return new Leaf(joined(elements, ((Leaf) right).elements));
        }
    }

    private static final class Branch implements Node {
        private final Node[] children;
        private final Object[] firsts;
        private final int count;

        private Branch(Node[] children, Object[] firsts, int count) {
            this.children = children;
            this.firsts = firsts;
            this.count = count;
        }

        static Branch of(Node... children) {
            Object[] firsts = new Object[children.length];
            int count = 0;
            for (int i = 0; i < children.length; i++) {
                firsts[i] = children[i].first();
                count += children[i].count();
            }
            return new Branch(children, firsts, count);
        }

        @Override
        public int count() {
            return count;
        }

        @Override
        public int width() {
            return children.length;
        }

        @Override
        public Object first() {
            return firsts[0];
        }

        /// The child that holds `probe` if any does: the last one that begins at or before it.
        int indexFor(Object probe, Comparator<Object> order) {
            int found = searched(firsts, probe, order);
            return found >= 0 ? found : Math.max(0, -(found + 1) - 1);
        }

        /// This with `child` in the place of the one at `index`.
        private Branch with(int index, Node child) {
            Node[] next = children.clone();
            next[index] = child;
            Object[] nextFirsts = firsts.clone();
            nextFirsts[index] = child.first();
            return new Branch(next, nextFirsts, count - children[index].count() + child.count());
        }

        @Override
        public Node[] plus(Object element, Comparator<Object> order) {
            int index = indexFor(element, order);
            Node[] nodes = children[index].plus(element, order);
            if (nodes.length == 1) {
                return new Node[] {with(index, nodes[0])};
            }
            Node[] next = inserted(children, new Node[children.length + 1], index + 1, nodes[1]);
            next[index] = nodes[0];
            if (next.length <= WIDTH) {
                return new Node[] {of(next)};
            }
            int cut = index == WIDTH - 1 ? WIDTH : next.length / 2;
            return new Node[] {of(Arrays.copyOfRange(next, 0, cut)), of(Arrays.copyOfRange(next, cut, next.length))};
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // the same node, not an equal one
        public Node minus(Object element, Comparator<Object> order) {
            int index = indexFor(element, order);
            Node child = children[index];
            Node less = child.minus(element, order);
            if (less == child) {
                return this;
            }
            if (less.count() == 0) {
                return of(removed(children, new Node[children.length - 1], index));
            }
            int left = index > 0 ? index - 1 : 0;
            Node[] next = children.clone();
            next[index] = less;
            if (left + 1 < next.length && next[left].width() + next[left + 1].width() <= WIDTH / 2) {
                next[left] = next[left].join(next[left + 1]);
                return of(removed(next, new Node[next.length - 1], left + 1));
            }
            return with(index, less);
        }

        @Override
        public Node join(Node right) {
            return of(joined(children, ((Branch) right).children));
        }
    }

    /// As [Arrays#binarySearch], but looks at the end first: most of what is new comes last.
    private static int searched(Object[] elements, Object probe, Comparator<Object> order) {
        int last = elements.length - 1;
        int side = last < 0 ? 1 : order.compare(probe, elements[last]);
        return side > 0 ? -(last + 2) : side == 0 ? last : Arrays.binarySearch(elements, 0, last, probe, order);
    }

    private static <T> T[] inserted(T[] from, T[] into, int place, T element) {
        System.arraycopy(from, 0, into, 0, place);
        into[place] = element;
        System.arraycopy(from, place, into, place + 1, from.length - place);
        return into;
    }

    private static <T> T[] removed(T[] from, T[] into, int place) {
        System.arraycopy(from, 0, into, 0, place);
        System.arraycopy(from, place + 1, into, place, into.length - place);
        return into;
    }

    private static <T> T[] joined(T[] left, T[] right) {
        T[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    private static final class Walk<E> implements Iterator<E> {
        private static final int DEEPEST = 12;

        private final Branch[] branches = new Branch[DEEPEST];
        private final int[] indexes = new int[DEEPEST];
        private int depth;
        private Object[] elements;
        private int index;

        Walk(Node root) {
            elements = descend(root);
        }

        Walk(Node root, Object probe, Comparator<Object> order) {
            Node node = root;
            while (node instanceof Branch branch) {
                int child = branch.indexFor(probe, order);
                push(branch, child);
                node = branch.children[child];
            }
            var leaf = (Leaf) node;
            int found = leaf.search(probe, order);
            elements = leaf.elements;
            index = found < 0 ? -(found + 1) : found;
        }

        private void push(Branch branch, int child) {
            branches[depth] = branch;
            indexes[depth++] = child;
        }

        private Object[] descend(Node from) {
            Node node = from;
            while (node instanceof Branch branch) {
                push(branch, 0);
                node = branch.children[0];
            }
            index = 0;
            return ((Leaf) node).elements;
        }

        @Override
        public boolean hasNext() {
            while (index == elements.length) {
                if (depth == 0) {
                    return false;
                }
                int child = indexes[depth - 1] + 1;
                Branch branch = branches[--depth];
                if (child < branch.children.length) {
                    push(branch, child);
                    elements = descend(branch.children[child]);
                }
            }
            return true;
        }

        @Override
        public E next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return element(elements[index++]);
        }
    }
}

package todo.list;

import java.util.Arrays;
import java.util.Comparator;

/// A node of a [SortedTree]: a leaf holds elements, a branch the nodes below it.
sealed interface TreeNode {
    /// The most elements or children that a node holds.
    int WIDTH = 32;

    int count();

    int width();

    Object first();

    /// This node with `element`: one node, or two where one would be too wide.
    TreeNode[] plus(Object element, Comparator<Object> order);

    TreeNode minus(Object element, Comparator<Object> order);

    TreeNode join(TreeNode right);

    final class Leaf implements TreeNode {
        final Object[] elements;

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
        public TreeNode[] plus(Object element, Comparator<Object> order) {
            int found = search(element, order);
            if (found >= 0) {
                Object[] copy = elements.clone();
                copy[found] = element;
                return new TreeNode[] {new Leaf(copy)};
            }
            int place = -(found + 1);
            if (elements.length == WIDTH && place == WIDTH) {
                return new TreeNode[] {this, new Leaf(new Object[] {element})}; // appending leaves full leaves behind
            }
            Object[] copy = inserted(elements, new Object[elements.length + 1], place, element);
            if (copy.length <= WIDTH) {
                return new TreeNode[] {new Leaf(copy)};
            }
            int half = copy.length / 2;
            return new TreeNode[] {
                new Leaf(Arrays.copyOfRange(copy, 0, half)), new Leaf(Arrays.copyOfRange(copy, half, copy.length))
            };
        }

        @Override
        public TreeNode minus(Object element, Comparator<Object> order) {
            int found = search(element, order);
            return found < 0 ? this : new Leaf(removed(elements, new Object[elements.length - 1], found));
        }

        @Override
        public TreeNode join(TreeNode right) {
            return new Leaf(joined(elements, ((Leaf) right).elements));
        }
    }

    final class Branch implements TreeNode {
        final TreeNode[] children;
        private final Object[] firsts;
        private final int count;

        private Branch(TreeNode[] children, Object[] firsts, int count) {
            this.children = children;
            this.firsts = firsts;
            this.count = count;
        }

        static Branch of(TreeNode... children) {
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
        private Branch with(int index, TreeNode child) {
            TreeNode[] next = children.clone();
            next[index] = child;
            Object[] nextFirsts = firsts.clone();
            nextFirsts[index] = child.first();
            return new Branch(next, nextFirsts, count - children[index].count() + child.count());
        }

        @Override
        public TreeNode[] plus(Object element, Comparator<Object> order) {
            int index = indexFor(element, order);
            TreeNode[] nodes = children[index].plus(element, order);
            if (nodes.length == 1) {
                return new TreeNode[] {with(index, nodes[0])};
            }
            TreeNode[] next = inserted(children, new TreeNode[children.length + 1], index + 1, nodes[1]);
            next[index] = nodes[0];
            if (next.length <= WIDTH) {
                return new TreeNode[] {of(next)};
            }
            int cut = index == WIDTH - 1 ? WIDTH : next.length / 2;
            return new TreeNode[] {of(Arrays.copyOfRange(next, 0, cut)), of(Arrays.copyOfRange(next, cut, next.length))
            };
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // the same node, not an equal one
        public TreeNode minus(Object element, Comparator<Object> order) {
            int index = indexFor(element, order);
            TreeNode child = children[index];
            TreeNode less = child.minus(element, order);
            if (less == child) {
                return this;
            }
            if (less.count() == 0) {
                return of(removed(children, new TreeNode[children.length - 1], index));
            }
            int left = index > 0 ? index - 1 : 0;
            TreeNode[] next = children.clone();
            next[index] = less;
            if (left + 1 < next.length && next[left].width() + next[left + 1].width() <= WIDTH / 2) {
                next[left] = next[left].join(next[left + 1]);
                return of(removed(next, new TreeNode[next.length - 1], left + 1));
            }
            return with(index, less);
        }

        @Override
        public TreeNode join(TreeNode right) {
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
}

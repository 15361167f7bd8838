package todo.list;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import todo.list.TreeNode.Branch;
import todo.list.TreeNode.Leaf;

/// An immutable sorted set: adding to it gives a new set that shares all but one path with the old.
///
/// It is a B+ tree whose nodes hold up to [TreeNode#WIDTH] elements or children, so a small set is one
/// array and a set of 100,000 is three steps deep. Two elements are the same when the comparator
/// says so; adding one that is there already replaces it.
final class SortedTree<E> implements Iterable<E> {
    private final Comparator<? super E> order;
    private final TreeNode root;

    private SortedTree(Comparator<? super E> order, TreeNode root) {
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
        List<TreeNode> level = new ArrayList<>();
        for (int i = 0; i < sorted.length; i += TreeNode.WIDTH) {
            level.add(new Leaf(Arrays.copyOfRange(sorted, i, Math.min(i + TreeNode.WIDTH, sorted.length))));
        }
        while (level.size() > 1) {
            List<TreeNode> above = new ArrayList<>();
            for (int i = 0; i < level.size(); i += TreeNode.WIDTH) {
                above.add(Branch.of(level.subList(i, Math.min(i + TreeNode.WIDTH, level.size()))
                        .toArray(TreeNode[]::new)));
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
    static <E> E element(Object held) {
        return (E) held;
    }

    int size() {
        return root.count();
    }

    boolean isEmpty() {
        return size() == 0;
    }

    SortedTree<E> plus(E element) {
        TreeNode[] nodes = root.plus(element, comparing(order));
        return new SortedTree<>(order, nodes.length == 1 ? nodes[0] : Branch.of(nodes));
    }

    @SuppressWarnings("ReferenceEquality") // the same node, not an equal one
    SortedTree<E> minus(E element) {
        TreeNode node = root.minus(element, comparing(order));
        while (node instanceof Branch branch && branch.children.length == 1) {
            node = branch.children[0];
        }
        return node == root ? this : new SortedTree<>(order, node);
    }

    /// The element that the comparator holds for the same as `probe`, if it is in the set.
    @Nullable
    E find(E probe) {
        var compare = comparing(order);
        TreeNode node = root;
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
        TreeNode node = root;
        while (node instanceof Branch branch) {
            node = branch.children[branch.children.length - 1];
        }
        Object[] elements = ((Leaf) node).elements;
        return elements.length == 0 ? null : element(elements[elements.length - 1]);
    }

    @Override
    public Iterator<E> iterator() {
        return new TreeWalk<>(root);
    }

    /// The elements from the first that is not less than `probe`.
    Iterator<E> from(E probe) {
        return new TreeWalk<>(root, probe, comparing(order));
    }
}

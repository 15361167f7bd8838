package todo.list;

import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import todo.list.TreeNode.Branch;
import todo.list.TreeNode.Leaf;

/// A walk along the elements of a [SortedTree], from the first or from a given place.
final class TreeWalk<E> implements Iterator<E> {
    private static final int DEEPEST = 12;

    private final Branch[] branches = new Branch[DEEPEST];
    private final int[] indexes = new int[DEEPEST];
    private int depth;
    private Object[] elements;
    private int index;

    TreeWalk(TreeNode root) {
        elements = descend(root);
    }

    TreeWalk(TreeNode root, Object probe, Comparator<Object> order) {
        TreeNode node = root;
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

    private Object[] descend(TreeNode from) {
        TreeNode node = from;
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
        return SortedTree.element(elements[index++]);
    }
}

// Entries as they stand below one another, and where one goes when it is moved among them.

import { byId, of, openEntries } from './store.js';

const byOrder = (a, b) => a.order - b.order || a.id - b.id;

/** The last one first, as the server has them. */
export function byCompletion(a, b) {
    return Date.parse(b.completedAt) - Date.parse(a.completedAt) || b.id - a.id;
}

/**
 * The open entries of a list in order, each as `{entry, depth, children}`; what is below `folded` ones left out, and the
 * one that is `held` along with them.
 */
export function rows(list, folded, held = null) {
    const children = held ? grouped([...openEntries(list), held]) : childrenOf(list);
    const found = [];
    const walk = (parent, depth) => {
        for (const entry of children.get(parent) ?? []) {
            const below = children.get(entry.id)?.length ?? 0;
            found.push({ entry, depth, children: below });
            if (below && !folded.has(entry.uid)) {
                walk(entry.id, depth + 1);
            }
        }
    };
    walk(0, 0);
    return found;
}

/** The open entries below each entry, by its id; those whose parent is not open stand at the top, below 0. */
export function childrenOf(list) {
    return of(list, 'children', () => grouped(openEntries(list)));
}

function grouped(open) {
    const ids = new Set(open.map(entry => entry.id));
    const children = new Map();
    for (const entry of open) {
        const parent = ids.has(entry.parent) ? entry.parent : 0;
        children.has(parent) ? children.get(parent).push(entry) : children.set(parent, [entry]);
    }
    children.forEach(siblings => siblings.sort(byOrder));
    return children;
}

/** Everything below an entry, completed or not, as far as it is known. */
export function below(list, entry) {
    const found = [];
    for (const other of list.shown.values()) {
        if (other.uid !== entry.uid && isBelow(list, other, entry.id)) {
            found.push(other);
        }
    }
    return found;
}

function isBelow(list, entry, id) {
    let at = entry;
    for (let steps = 0; at?.parent && steps < 100; steps++) {
        if (at.parent === id) {
            return true;
        }
        at = byId(list, at.parent);
    }
    return false;
}

export function completedEntries(list) {
    return of(list, 'completed', () => [...list.shown.values()].filter(entry => entry.completed).sort(byCompletion));
}

/**
 * The order for an entry that is to stand below `parent` behind `previous` (null: first). Gives `{order, others}`, where
 * `others` are entries that must get another order too, because there is no number left in between.
 */
export function between(list, parent, previous, moving) {
    const siblings = (childrenOf(list).get(parent) ?? []).filter(entry => entry.uid !== moving);
    const at = previous ? siblings.findIndex(entry => entry.uid === previous.uid) : -1;
    const before = siblings[at];
    const after = siblings[at + 1];
    if (!after) {
        return { order: before ? Math.floor(before.order) + 1 : 1, others: [] };
    }
    const low = before ? before.order : after.order - 2;
    const order = (low + after.order) / 2;
    if (order > low && order < after.order) {
        return { order, others: [] };
    }
    const others = siblings.slice(at + 1).map((entry, i) => ({ entry, order: Math.floor(low) + 2 + i }));
    return { order: Math.floor(low) + 1, others };
}

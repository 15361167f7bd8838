// What the page knows: the lists, and of each list the entries it has come across. All open entries are known once
// `list.known`; completed ones as far as they were looked at.
//
// `base` is what the server has said, `shown` that with the changes of this page over it which the server has not yet
// taken. Whoever changes something says so with `changed`; views read what `tree` and the like make of it, once.

export const lists = new Map();
const listeners = new Set();
let overlay = () => null;
let isDropped = () => false;

export function list(name) {
    return lists.get(name);
}

/** The list `name`, which comes to be if need be. */
export function listMade(name) {
    let made = lists.get(name);
    if (!made) {
        made = { name, title: '', colour: '', order: 0, version: 0, open: 0, completed: 0, known: false };
        Object.assign(made, { base: new Map(), shown: new Map(), ids: new Map(), revision: 0, made: new Map() });
        lists.set(name, made);
    }
    return made;
}

/**
 * `lay(list, uid, entry)` gives the entry with what waits to be sent over it, or null where that takes it away;
 * `dropped(list)` says whether what waits to be sent deletes the list.
 */
export function layOver(lay, dropped) {
    overlay = lay;
    isDropped = dropped;
}

export function onChange(listener) {
    listeners.add(listener);
}

/** Tells that something is another than before: a list, and if it is given, one of its entries. */
export function changed(list, uid) {
    if (list) {
        list.revision++;
        list.made.clear();
    }
    listeners.forEach(listener => listener(list, uid));
}

/** Makes anew what is shown of an entry. */
export function show(list, uid) {
    const entry = overlay(list, uid, list.base.get(uid) ?? null);
    if (entry) {
        list.shown.set(uid, entry);
        list.ids.set(entry.id, uid);
    } else {
        list.shown.delete(uid);
    }
    changed(list, uid);
}

/** Takes in an entry as the server has said it is, unless it is known to have become another since. */
export function put(list, entry) {
    const known = list.base.get(entry.uid);
    if (!known || known.version <= entry.version) {
        list.base.set(entry.uid, { ...entry, list: list.name });
        list.ids.set(entry.id, entry.uid);
        show(list, entry.uid);
    }
}

export function take(list, uid) {
    list.base.delete(uid);
    show(list, uid);
}

/** Takes in what the server says of a list as a whole. */
export function describe(about) {
    const list = listMade(about.name);
    for (const name of ['title', 'colour', 'order', 'version', 'open', 'completed']) {
        list[name] = about[name];
    }
    changed(list);
    return list;
}

export function drop(list) {
    lists.delete(list.name);
    list.gone = true;
    empty(list);
    changed(list);
}

/** Forgets the entries of a list, because others are coming. */
export function empty(list) {
    const uids = [...list.base.keys()];
    list.base.clear();
    uids.forEach(uid => show(list, uid));
}

/** Takes in one change of a list's history. `false` if those before it are missing. */
export function apply(list, change) {
    if (change.version <= list.version) {
        return true;
    }
    if (change.version > list.version + 1) {
        return false;
    }
    list.version = change.version;
    count(list, change);
    switch (change.kind) {
        case 'added':
        case 'edited':
        case 'movedIn':
            put(list, change.entry);
            break;
        case 'removed':
        case 'movedOut':
            take(list, change.entry.uid);
            break;
        case 'described':
            list.title = list.colour = '';
            list.order = 0;
            Object.assign(list, change.properties);
            break;
        case 'dropped':
            drop(list);
    }
    changed(list);
    return true;
}

function count(list, change) {
    const side = change.entry?.completedAt ? 'completed' : 'open';
    const other = side === 'open' ? 'completed' : 'open';
    if (change.kind === 'added' || change.kind === 'movedIn') {
        list[side]++;
    } else if (change.kind === 'removed' || change.kind === 'movedOut') {
        list[side]--;
    } else if (change.changed?.completedAt && !change.changed.completedAt.from !== !change.changed.completedAt.to) {
        list[side]++;
        list[other]--;
    }
}

/** What `make` makes of a list, made once until the list changes. */
export function of(list, name, make) {
    if (!list.made.has(name)) {
        list.made.set(name, make(list));
    }
    return list.made.get(name);
}

/** Whether all open entries of all lists are here. */
export function allKnown() {
    return [...lists.values()].every(list => list.known || !list.version);
}

export function openEntries(list) {
    return of(list, 'open', () => [...list.shown.values()].filter(entry => !entry.completed));
}

export function openCount(list) {
    return list.known ? openEntries(list).length : list.open;
}

/** The lists as they stand at the side. */
export function sortedLists() {
    return [...lists.values()].filter(list => (list.version || list.shown.size) && !isDropped(list)).sort((a, b) => a.order - b.order || titleOf(a).localeCompare(titleOf(b)));
}

export function titleOf(list) {
    return list.title || list.name;
}

export function* allOpen() {
    for (const list of lists.values()) {
        yield* openEntries(list);
    }
}

export function entryOf(key) {
    const list = key && lists.get(key.list);
    return list ? list.shown.get(key.uid) : undefined;
}

export function byId(list, id) {
    return list.shown.get(list.ids.get(id));
}

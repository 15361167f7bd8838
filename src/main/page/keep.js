// Keeps what the store knows in the browser, a little behind, and brings it back.

import { readAll, write } from './disk.js';
import { describe, list, lists, onChange, put } from './store.js';

const PAUSE = 300;
let dirtyLists = new Set();
let dirtyEntries = new Map();
let timer;

/** Brings back what was kept. */
export async function bringBack() {
    const [keptLists, entries] = await Promise.all([readAll('lists'), readAll('entries')]);
    for (const kept of keptLists) {
        describe(kept).known = kept.known;
    }
    for (const entry of entries) {
        if (lists.has(entry.list)) {
            put(list(entry.list), entry);
        }
    }
    onChange(remember);
}

function remember(list, uid) {
    if (!list) {
        return;
    }
    dirtyLists.add(list);
    if (uid) {
        dirtyEntries.set(list.name + '\n' + uid, [list, uid]);
    }
    timer ??= setTimeout(flush, PAUSE);
}

/** The version of a list and its entries go together, or a change between them would be missed for ever. */
async function flush() {
    timer = undefined;
    const puts = [];
    const deletes = [];
    for (const each of dirtyLists) {
        const list = lists.get(each.name) ?? each;
        const { name, title, colour, order, version, open, completed, known } = list;
        !lists.has(name)
            ? deletes.push(['lists', name])
            : puts.push(['lists', { name, title, colour, order, version, open, completed, known }]);
    }
    for (const [list, uid] of dirtyEntries.values()) {
        const entry = list.base.get(uid);
        lists.get(list.name) === list && entry && !entry.completed
            ? puts.push(['entries', entry])
            : deletes.push(['entries', [list.name, uid]]);
    }
    dirtyLists = new Set();
    dirtyEntries = new Map();
    try {
        await write(puts, deletes);
    } catch (failure) {
        console.warn('the browser keeps nothing more:', failure);
    }
}

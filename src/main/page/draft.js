// What is typed in the open card and not stored yet, and the entry as it was last known: neither is lost when somebody
// else deletes or moves the entry, when one goes elsewhere, or when the page is loaded again.
//
// `ui.editing` is `{list, uid}` of the entry, with `opened` and `last`, the entry as it was when its card was opened and
// when it was last there, and `written`, the texts that are not stored yet, by field.

import { change } from './actions.js';
import { allKept } from './queue.js';
import { entryOf, list, lists } from './store.js';
import { status } from './sync.js';
import { ui } from './ui.js';

const KEPT = 'todo.card';
let keeps = false; // whether the tab keeps anything

/** Notes that the card shows `entry`. */
export function noteShown(entry) {
    ui.editing.opened ??= entry;
    if (entryOf(ui.editing)) {
        ui.editing.last = entry;
    }
}

/** The entry whose card is open, if the open ones of its list (or of all lists) lack it by now: it was completed, or is gone. */
export function held(name = ui.editing?.list) {
    const { editing } = ui;
    if (!editing?.last || name !== editing.list) {
        return null;
    }
    const entry = entryOf(editing);
    return entry && (!entry.completed || editing.opened.completed) ? null : (entry ?? editing.last);
}

/** The entry whose card is open, where somebody has moved it to another list. */
export function elsewhere() {
    const { list: name, uid } = ui.editing;
    return [...lists.values()].filter(each => each.name !== name).map(each => each.shown.get(uid)).find(Boolean);
}

/** What somebody else did to the entry whose card is open: 'completed', 'moved', 'deleted', 'listDeleted', or ''. */
export function fate() {
    const { editing } = ui;
    const entry = entryOf(editing);
    if (entry) {
        return entry.completed && !editing.opened.completed ? 'completed' : '';
    }
    const home = list(editing.list);
    if (status.first || (home && !home.known)) {
        return ''; // it is being read
    }
    return elsewhere() ? 'moved' : home ? 'deleted' : 'listDeleted';
}

export function written() {
    return ui.editing?.written ?? {};
}

/** Whether anything is typed that is not stored. */
export function isWritten() {
    return Object.keys(written()).length > 0;
}

export function noteWritten({ name, value }) {
    if (name && ui.editing) {
        ui.editing.written = { ...written(), [name]: value };
        keep();
    }
}

/** What a field has is stored now, unless there is no entry to store it in. */
export function noteStored({ name }) {
    if (entryOf(ui.editing)) {
        delete written()[name];
    }
}

document.addEventListener('change', event => event.target.closest('.card') && noteStored(event.target));

/** As long as there is such a text, the tab keeps it. */
function keep() {
    keeps = isWritten();
    keeps
        ? sessionStorage.setItem(KEPT, JSON.stringify({ ...ui.editing, was: ui.was, place: location.hash }))
        : sessionStorage.removeItem(KEPT);
}

/** Opens the card again whose text the tab has kept. `read` reads where one is. */
export function reopen(read) {
    const kept = JSON.parse(sessionStorage.getItem(KEPT));
    if (kept && location.hash !== kept.place) {
        history.replaceState(history.state, '', kept.place);
        read();
    }
    if (kept) {
        const { was, place, ...editing } = kept;
        Object.assign(ui, { was, editing, cursor: editing });
        keeps = true;
    }
}

/** Puts the texts into fields that were drawn anew; what the tab need not keep any more it forgets once the browser keeps it. */
export function putWritten() {
    for (const [name, text] of Object.entries(written())) {
        const field = fieldOf(name);
        if (field && field !== document.activeElement && field.value !== text) {
            field.value = text;
        }
    }
    if (keeps && !isWritten()) {
        allKept().then(keep);
    }
}

function fieldOf(name) {
    return document.querySelector(`.card [name="${name}"]`);
}

/** Has the fields store what is typed in them, as when one leaves them. */
export function storeWritten() {
    Object.keys(written()).forEach(name => fieldOf(name)?.dispatchEvent(new Event('change', { bubbles: true })));
}

/**
 * Stores what is typed before the card is left. What belongs to an entry that was moved goes with it; what belongs to one
 * that was deleted becomes a change that waits, about which a person is asked.
 */
export function settle() {
    document.activeElement?.closest('.card') && document.activeElement.blur();
    const { editing, was } = ui;
    if (!editing?.last || !isWritten()) {
        return;
    }
    if (!entryOf(editing)) {
        editing.left = {};
    }
    storeWritten();
    editing.left && change(elsewhere() ?? editing.last, editing.left, was ?? editing.last);
    editing.written = {};
}

export function forgetWritten() {
    sessionStorage.removeItem(KEPT);
}

// What each key does, where nothing is being written.

import { changeAll, complete, dueOn, remove, step, undo } from './actions.js';
import { plus, today } from './dates.js';
import { go, here, to } from './route.js';
import { entryOf } from './store.js';
import { closePanel, fold, keyOf, openPanel, redraw, select, toggleMenu, ui } from './ui.js';
import { closeCard } from './views/card.js';
import { edit } from './views/entry.js';
import { clearSelection, selectedEntries } from './views/notices.js';

/** As the help shows them. */
export const KEYS = [
    [['n'], 'k_new'], [['/'], 'k_search'], [['j', '↓'], 'k_down'], [['k', '↑'], 'k_up'], [['x'], 'k_done'], [['e', 'Enter'], 'k_edit'],
    [['u', 'Ctrl Z'], 'k_undo'], [['#', 'Delete'], 'k_delete'], [['v', 'Shift j', 'Shift k'], 'k_select'], [['f'], 'k_fold'], [['t'], 'k_due'], [['T'], 'k_dueTomorrow'],
    [['1', '2', '3', '0'], 'k_priority'], [['m'], 'k_move'], [['Alt ↑ ↓ → ←'], 'k_order'], [['g t'], 'k_today'], [['g u'], 'k_upcoming'],
    [['g o'], 'k_overdue'], [['g l'], 'k_list'], [['g h'], 'k_history'], [['g i'], 'k_inside'], [['Ctrl K'], 'k_bar'], [['?'], 'k_help'], [['Esc'], 'k_close'],
];

let went = 0; // when g was pressed

export function listenToKeys() {
    addEventListener('keydown', pressed);
}

function pressed(event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        openPanel({ kind: 'bar' });
        return;
    }
    if (ui.panel || event.isComposing || isWriting(event.target)) {
        if (event.key === 'Escape') {
            ui.panel ? closePanel() : event.target.blur();
        }
        return;
    }
    const act = found(event);
    if (act) {
        event.preventDefault();
        act();
    }
}

function isWriting(target) {
    return target.matches?.('input, textarea, select') && !['checkbox', 'radio', 'range'].includes(target.type);
}

function found(event) {
    const { key } = event;
    if (event.ctrlKey || event.metaKey) {
        return key === 'z' ? undo : undefined;
    }
    if (event.altKey) {
        return ordering[key] && (() => withCursor(entry => keepFocus(() => step(entry, ordering[key]))));
    }
    if (ui.keys && Date.now() - went < 1_500) {
        went = 0;
        return going[key];
    }
    return ui.keys || key.length > 1 ? keys[key] : undefined;
}

const ordering = { ArrowUp: 'up', ArrowDown: 'down', ArrowRight: 'in', ArrowLeft: 'out' };

const going = {
    t: () => go(to.today()),
    u: () => go(to.upcoming()),
    o: () => go(to.overdue()),
    i: () => go(to.inside()),
    l: () => openPanel({ kind: 'bar' }),
    h: () => here() && go(to.history(here())),
};

const keys = {
    g: () => (went = Date.now()),
    n: () => document.getElementById('add')?.focus(),
    '/': () => {
        ui.focusNext = '#search';
        go(to.search());
    },
    j: () => move(1),
    ArrowDown: () => move(1),
    k: () => move(-1),
    ArrowUp: () => move(-1),
    J: () => extend(1),
    K: () => extend(-1),
    x: () => withEntries(entries => keepFocus(() => complete(entries))),
    e: () => withCursor(edit),
    u: undo,
    '#': () => withEntries(entries => keepFocus(() => remove(entries))),
    Delete: () => withEntries(entries => keepFocus(() => remove(entries))),
    v: () => withCursor(entry => select(entry)),
    f: () => withCursor(entry => fold(entry.uid)),
    t: () => withEntries(entries => changeAll(entries, dueOn(today()))),
    T: () => withEntries(entries => changeAll(entries, dueOn(plus(today(), 1)))),
    1: () => withEntries(entries => changeAll(entries, () => ({ priority: 1 }))),
    2: () => withEntries(entries => changeAll(entries, () => ({ priority: 5 }))),
    3: () => withEntries(entries => changeAll(entries, () => ({ priority: 9 }))),
    0: () => withEntries(entries => changeAll(entries, () => ({ priority: 0 }))),
    m: () => withEntries(entries => openPanel({ kind: 'move', entries })),
    '?': () => openPanel({ kind: 'help' }),
    Escape: () => (ui.menu ? toggleMenu() : ui.editing ? closeCard() : clearSelection()),
};

function withCursor(act) {
    const entry = entryOf(ui.cursor);
    if (entry) {
        act(entry);
    }
}

/** What is selected, or else what the cursor is at. */
function withEntries(act) {
    const entries = ui.selected.size ? selectedEntries() : [entryOf(ui.cursor)].filter(Boolean);
    if (entries.length) {
        act(entries);
        ui.selected.clear();
    }
}

function rows() {
    return [...document.querySelectorAll('main li.entry[data-uid]')];
}

function cursorRow(all) {
    return all.findIndex(row => row.dataset.uid === ui.cursor?.uid && row.dataset.list === ui.cursor?.list);
}

function move(by) {
    const all = rows();
    const at = cursorRow(all);
    focusRow(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + by))]);
}

function focusRow(row) {
    row?.querySelector('.title')?.focus();
    row?.scrollIntoView({ block: 'nearest' });
}

function extend(by) {
    withCursor(entry => select(entry, true));
    move(by);
    withCursor(entry => select(entry, true));
}

/** Does what may take the row away or elsewhere, and leaves the focus on it, or on the one that comes in its place. */
function keepFocus(act) {
    const at = cursorRow(rows());
    const key = ui.cursor;
    act();
    redraw(() => {
        const all = rows();
        const same = all.find(row => row.dataset.uid === key?.uid && row.dataset.list === key?.list);
        const next = same ?? all[Math.min(at, all.length - 1)];
        ui.cursor = next ? keyOf(next.dataset) : null;
        focusRow(next);
    });
}

// Where one is, as the address after `#` says it: `#/today`, `#/upcoming`, `#/upcoming/2026-12`, `#/overdue`,
// `#/inside`, `#/search/words`, `#/list/name`, `#/list/name/history`, `#/list/name/entry-uid`.

import { replaceCover } from './cover.js';
import { settle } from './draft.js';
import { redraw, ui } from './ui.js';

export const to = {
    today: () => '#/today',
    upcoming: month => (month ? '#/upcoming/' + month : '#/upcoming'),
    overdue: () => '#/overdue',
    inside: () => '#/inside',
    search: text => '#/search/' + encodeURIComponent(text ?? ''),
    list: name => '#/list/' + encodeURIComponent(name),
    entry: (name, uid) => to.list(name) + '/entry-' + encodeURIComponent(uid),
    history: name => to.list(name) + '/history',
};

const VIEWS = ['today', 'upcoming', 'overdue', 'search', 'list', 'inside'];

const LAST = 'todo.last'; // the list that was looked at last
const TOP = 'todo.top'; // where one was when the page was loaded again
const heights = new Map(); // how far one had scrolled, by address
history.scrollRestoration = 'manual'; // for the page is drawn later

export function read() {
    settle();
    const [, view = 'today', first = '', second = ''] = location.hash.split('/').map(decode);
    ui.route = VIEWS.includes(view) ? { view, first, second } : { view: 'today', first: '', second: '' };
    ui.menu = false;
    ui.editing = ui.cursor = second.startsWith('entry-') ? { list: first, uid: second.slice('entry-'.length) } : null;
    ui.selected.clear();
    ui.completed = null;
    ui.route.view === 'list' && localStorage.setItem(LAST, first);
    redraw();
}

/** The name of the list that was looked at last. */
export function lastList() {
    return localStorage.getItem(LAST);
}

/** Reads where one has come to, from the address `from`: at its top, or on the way back where one had scrolled to. */
export function arrive(from) {
    heights.set(from, scrollY);
    const top = history.state?.seen ? heights.get(location.hash) : 0;
    history.replaceState({ ...history.state, seen: true }, '');
    read();
    redraw(() => (ui.editing ? document.querySelector('.card')?.scrollIntoView({ block: 'center' }) : scrollTo(0, top ?? 0)));
}

/** Reads where one is when the page is loaded; gives what scrolls to where one was when it was loaded again. */
export function readFirst() {
    const [hash, top] = JSON.parse(sessionStorage.getItem(TOP)) ?? [];
    history.replaceState({ ...history.state, seen: true }, '');
    addEventListener('pagehide', () => sessionStorage.setItem(TOP, JSON.stringify([location.hash, scrollY])));
    read();
    return () => hash === location.hash && scrollTo(0, top);
}

function decode(part) {
    try {
        return decodeURIComponent(part);
    } catch {
        return part;
    }
}

export function go(hash) {
    const from = location.hash;
    if (from === hash) {
        read();
    } else if (replaceCover(hash)) {
        arrive(from);
    } else {
        location.hash = hash;
    }
}

/** The name of the list one is at, if it is one. */
export function here() {
    return ui.route.view === 'list' ? ui.route.first : undefined;
}

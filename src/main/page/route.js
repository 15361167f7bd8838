// Where one is, as the address after `#` says it: `#/today`, `#/upcoming`, `#/upcoming/2026-12`, `#/overdue`,
// `#/inside`, `#/search/words`, `#/list/name`, `#/list/name/history`, `#/list/name/entry-uid`.

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

export function read() {
    const [, view = 'today', first = '', second = ''] = location.hash.split('/').map(decode);
    ui.route = VIEWS.includes(view) ? { view, first, second } : { view: 'today', first: '', second: '' };
    ui.menu = false;
    ui.editing = ui.cursor = second.startsWith('entry-') ? { list: first, uid: second.slice('entry-'.length) } : null;
    ui.selected.clear();
    ui.completed = null;
    redraw();
}

function decode(part) {
    try {
        return decodeURIComponent(part);
    } catch {
        return part;
    }
}

export function go(hash) {
    if (location.hash === hash) {
        read();
    } else {
        location.hash = hash;
    }
}

/** The name of the list one is at, if it is one. */
export function here() {
    return ui.route.view === 'list' ? ui.route.first : undefined;
}

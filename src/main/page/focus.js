// The focus stays where a person is, also when what had it goes away.

import { redraw, ui } from './ui.js';

/** Remembers where the focus is; what is given back puts it on what has come in that place, if it is gone. */
export function holdFocus() {
    const row = document.activeElement?.closest?.('main li[data-uid]');
    if (!row) {
        return () => {};
    }
    const { name, selectionStart, selectionEnd } = document.activeElement;
    const kind = name ? `[name="${name}"]` : document.activeElement.matches('.check') ? '.check' : '.title';
    const place = rows().indexOf(row);
    return () => {
        if (document.activeElement !== document.body) {
            return;
        }
        const all = rows();
        const same = all.find(each => each.dataset.uid === row.dataset.uid && each.dataset.list === row.dataset.list);
        focusOn(same ?? all[Math.min(place, all.length - 1)], kind);
        if (typeof selectionStart === 'number' && document.activeElement.name === name) {
            document.activeElement.setSelectionRange(selectionStart, selectionEnd);
        }
    };
}

function rows() {
    return [...document.querySelectorAll('main li[data-uid]')];
}

/** Focuses a row, or the page if there is none. */
export function focusOn(row, kind = '.title') {
    const wanted = row?.querySelector(kind) ?? row?.querySelector('.title, .title-input') ?? document.getElementById('main');
    wanted?.focus({ preventScroll: !row });
}

const SOON = 2_000;

/** Focuses what `selector` finds as soon as it is there; the page, if that takes too long. */
export function focusSoon(selector) {
    ui.focusNext = selector;
    redraw();
    setTimeout(() => {
        if (ui.focusNext === selector) {
            ui.focusNext = null;
            document.activeElement === document.body && focusOn(null);
        }
    }, SOON);
}

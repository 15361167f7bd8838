// A list: its open entries in order, and below them the completed ones, as far as one wants to see them.

import { html, nothing, repeat } from '../html.js';
import { icon } from '../icons.js';
import { to } from '../route.js';
import { byId, list, openCount, titleOf } from '../store.js';
import { readCompleted } from '../sync.js';
import { t } from '../texts.js';
import { completedEntries, rows } from '../tree.js';
import { isAt, openPanel, redraw, say, ui } from '../ui.js';
import { addLine } from './addline.js';
import { chunks } from './chunks.js';
import { entryRow } from './entry.js';
import { dot } from './side.js';

export function listView(name) {
    const known = list(name);
    const title = known ? titleOf(known) : name;
    ui.title = title;
    return html`<section class="view">
        <header class="head">
            <h1>${dot(known)}${title}</h1>
            ${known ? tools(known) : nothing}
        </header>
        ${addLine(t('addTo', title), name)}
        ${known ? entries(known) : html`<div class="nothing"><p>${t('noSuchList', name)}</p><p class="hint">${t('noSuchListHint')}</p></div>`}
    </section>`;
}

function tools(list) {
    return html`<div class="tools">
        <a class="button" href=${to.history(list.name)} title=${t('history')} aria-label=${t('history')}>${icon('history')}</a>
        <button class="plain" aria-label=${t('properties')} title=${t('properties')} @click=${() => openPanel({ kind: 'properties', list })}>${icon('settings')}</button>
    </div>`;
}

function entries(list) {
    const open = rows(list, ui.folded);
    const completed = list.completed + (list.known ? list.open - openCount(list) : 0);
    return html`
        ${open.length || completed > 0 || !list.known ? nothing : html`<div class="nothing"><p>${t('emptyList')}</p><p class="hint">${t('emptyListHint')}</p></div>`}
        ${chunks(open, row => row.entry.uid, row => entryRow({ ...row, drags: true }), row => isAt(ui.cursor, row.entry) || isAt(ui.editing, row.entry))}
        ${completed > 0 ? completedPart(list, completed) : nothing}`;
}

function completedPart(list, count) {
    const shown = ui.showCompleted === list.name;
    return html`<div class="completed-part">
        <button class=${shown ? 'plain fold-line' : 'plain fold-line folded'} aria-expanded=${String(shown)} @click=${() => toggle(list)}>
            ${icon('down')} ${t('completed', count)}</button>
        ${shown ? completedList(list) : nothing}
    </div>`;
}

function completedList(list) {
    const all = completedEntries(list);
    return html`
        <ul class="entries" role="list">${repeat(all, entry => entry.uid, entry => entryRow({ entry, depth: byId(list, entry.parent) ? 1 : 0 }))}</ul>
        ${ui.completedNext === undefined ? nothing
            : html`<button class="plain" @click=${() => read(list)}>${t('showMore')}</button>`}`;
}

function toggle(list) {
    const show = ui.showCompleted !== list.name;
    ui.showCompleted = show ? list.name : null;
    ui.completedNext = undefined;
    if (show) {
        read(list);
    }
    redraw();
}

async function read(list) {
    try {
        ui.completedNext = await readCompleted(list.name, ui.completedNext);
    } catch {
        say(t('offline'));
    }
    redraw();
}

// A list: its open entries in order, and below them the completed ones, as far as one wants to see them.

import { held } from '../draft.js';
import { html, nothing } from '../html.js';
import { icon } from '../icons.js';
import { to } from '../route.js';
import { byId, list, openCount, titleOf } from '../store.js';
import { readCompleted } from '../sync.js';
import { t } from '../texts.js';
import { byCompletion, completedEntries, rows } from '../tree.js';
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
        ${known ? entries(known) : noList(name)}
    </section>`;
}

function noList(name) {
    const kept = held(name);
    return html`${kept ? html`<ul class="entries" role="list">${entryRow({ entry: kept })}</ul>` : nothing}
        <div class="nothing"><p>${t('noSuchList', name)}</p><p class="hint">${t('noSuchListHint')}</p></div>`;
}

function tools(list) {
    return html`<div class="tools">
        <a class="button" href=${to.history(list.name)} title=${t('history')} aria-label=${t('history')}>${icon('history')}</a>
        <button class="plain" aria-label=${t('properties')} title=${t('properties')} @click=${() => openPanel({ kind: 'properties', list })}>${icon('settings')}</button>
    </div>`;
}

function entries(list) {
    const open = rows(list, ui.folded, held(list.name));
    const completed = list.completed + (list.known ? list.open - openCount(list) : 0);
    return html`
        ${open.length || completed > 0 || !list.known ? nothing : html`<div class="nothing"><p>${t('emptyList')}</p><p class="hint">${t('emptyListHint')}</p></div>`}
        ${chunks(open, row => row.entry.uid, (row, place) => entryRow({ ...row, drags: true, place }), row => isAt(ui.cursor, row.entry) || isAt(ui.editing, row.entry))}
        ${completed > 0 ? completedPart(list, completed) : nothing}`;
}

function completedPart(list, count) {
    const shown = ui.completed?.list === list.name;
    return html`<div class="completed-part">
        <button class=${shown ? 'plain fold-line' : 'plain fold-line folded'} aria-expanded=${String(shown)} @click=${() => toggle(list)}>
            ${icon('down')} ${t('completed', count)}</button>
        ${shown ? completedList(list) : nothing}
    </div>`;
}

/** What is known beyond the pages that were read is left out, for there may be others in between. */
function completedList(list) {
    const { next, last, reading } = ui.completed;
    const kept = held(list.name);
    const known = completedEntries(list).filter(entry => entry !== kept);
    const all = last && next ? known.filter(entry => byCompletion(entry, last) <= 0) : known;
    return html`
        ${chunks(all, entry => entry.uid, (entry, place) => entryRow({ entry, depth: byId(list, entry.parent) ? 1 : 0, place }),
            entry => isAt(ui.cursor, entry) || isAt(ui.editing, entry), 'completed')}
        ${reading ? html`<p class="hint loading">${t('loading')}</p>` : nothing}
        ${next && !reading ? html`<button class="plain" @click=${() => read(list)}>${t('showMore')}</button>` : nothing}`;
}

function toggle(list) {
    ui.completed = ui.completed?.list === list.name ? null : { list: list.name };
    ui.completed ? read(list) : redraw();
}

async function read(list) {
    const mine = ui.completed;
    mine.reading = true;
    redraw();
    try {
        Object.assign(mine, await readCompleted(list.name, mine.next));
    } catch (failure) {
        const gone = failure.status === 404 && mine.next; // the last one that was read is open again
        gone ? Object.assign(mine, { next: undefined, last: undefined }) : say(t('offline'));
        gone && read(list);
    }
    mine.reading = false;
    redraw();
}

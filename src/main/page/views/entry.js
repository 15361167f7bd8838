// One entry in a list: a row, or the card that it becomes when it is edited.

import { complete } from '../actions.js';
import { dueText, isOverdue } from '../dates.js';
import { settle } from '../draft.js';
import { html, nothing } from '../html.js';
import { icon } from '../icons.js';
import { to } from '../route.js';
import { list, titleOf } from '../store.js';
import { t } from '../texts.js';
import { drawNow, fold, isAt, isSelected, keyOf, redraw, select, ui } from '../ui.js';
import { ruleText } from '../words.js';
import { card } from './card.js';
import { worth } from './history.js';
import { dot } from './side.js';
import { forgetWrong } from './when.js';

/**
 * @param row `{entry, depth, children}`; `showList`, `showDay` say what is not said already around it; `place` is where it
 *     stands, and among how many
 */
export function entryRow({ entry, depth = 0, children = 0, showList = false, showDay = true, drags = false, place = [] }) {
    if (isAt(ui.editing, entry)) {
        return card(entry, depth);
    }
    const kind = ['entry', drags && 'drags', children && 'folds', entry.completed && 'completed', isSelected(entry) && 'selected', isAt(ui.cursor, entry) && 'current', entry.waiting && 'waiting'];
    return html`<li class=${kind.filter(Boolean).join(' ')} data-list=${entry.list} data-uid=${entry.uid} aria-level=${depth + 1} role="listitem" aria-posinset=${place[0] ?? nothing} aria-setsize=${place[1] ?? nothing}
            .style=${`--depth:${depth}`} @click=${event => clicked(event, entry)}>
        ${drags ? html`<button class="grip" tabindex="-1" aria-label=${t('drag', entry.title)}>${icon('grip')}</button>` : nothing}
        ${children ? foldButton(entry) : nothing}
        <button class=${'check p' + entry.priority} role="checkbox" aria-checked=${String(Boolean(entry.completed))}
            aria-label=${t('complete', short(entry.title))} @click=${() => complete([entry])}><span>${icon('check')}</span></button>
        <div class="body">
            <button class="title" aria-describedby=${'about-' + entry.uid} @focus=${() => pointAt(entry)}>${entry.title}</button>
            ${meta(entry, children, showDay)}
        </div>
        ${showList ? html`<a class="from" href=${to.list(entry.list)}>${dot(list(entry.list))}<span>${titleOf(list(entry.list))}</span></a>` : nothing}
    </li>`;
}

function short(title) {
    return title.length > 80 ? title.slice(0, 80) + '…' : title;
}

function foldButton(entry) {
    const folded = ui.folded.has(entry.uid);
    return html`<button class=${folded ? 'fold folded' : 'fold'} aria-expanded=${String(!folded)}
        aria-label=${t(folded ? 'unfold' : 'fold', short(entry.title))} @click=${() => fold(entry.uid)}>${icon('down')}</button>`;
}

function meta(entry, children, showDay) {
    const due = entry.due && dueText(entry.due, showDay);
    const late = due && !entry.completed && isOverdue(entry.due);
    const bits = [
        isSelected(entry) && html`<span class="unseen">${t('isSelected')}</span>`,
        entry.priority && priority(entry.priority),
        late && html`<span class="unseen">${t('overdue')}</span>`,
        due && html`<span class=${late ? 'due late' : 'due'}>${due}</span>`,
        entry.repeat && html`<span class="bit repeat">${icon('repeat')}${ruleText(entry)}</span>`,
        ...entry.tags.map(tag => html`<span class="tag">#${tag}</span>`),
        entry.notes && html`<span class="bit" title=${t('notes')}>${icon('notes')}</span>`,
        children && ui.folded.has(entry.uid) && html`<span class="bit">${children}</span>`,
    ].filter(Boolean);
    return bits.length ? html`<div class="meta" id=${'about-' + entry.uid}>${bits}</div>` : nothing;
}

/** As one writes it: three marks are the highest. */
function priority(value) {
    return html`<span class=${'bit p' + value} title=${t('priority')}><span aria-hidden="true">${'!'.repeat(value < 4 ? 3 : value < 7 ? 2 : 1)}</span>
        <span class="unseen">${t('priority')} ${worth('priority', value)}</span></span>`;
}

function pointAt(entry) {
    if (!isAt(ui.cursor, entry)) {
        ui.cursor = keyOf(entry);
        redraw();
    }
}

/** A click opens the entry; with a key held it selects. */
function clicked(event, entry) {
    if (event.target.closest('.check, .fold, .grip, a')) {
        return;
    }
    if (event.ctrlKey || event.metaKey) {
        select(entry);
    } else if (event.shiftKey) {
        selectTo(entry);
    } else if (ui.selected.size) {
        select(entry);
    } else {
        edit(entry);
    }
}

function selectTo(entry) {
    const rows = [...document.querySelectorAll('li.entry')];
    const at = key => rows.findIndex(row => row.dataset.uid === key?.uid && row.dataset.list === key?.list);
    const [from, until] = [at(ui.anchor ?? ui.cursor), at(entry)].sort((a, b) => a - b);
    rows.slice(Math.max(from, 0), until + 1).forEach(row => select({ list: row.dataset.list, uid: row.dataset.uid }, true));
}

export function edit(entry) {
    settle();
    document.activeElement?.blur();
    forgetWrong();
    ui.cursor = ui.editing = keyOf(entry);
    ui.was = null;
    drawNow();
    const title = document.querySelector('.card .title-input');
    title?.focus();
    title?.setSelectionRange(title.value.length, title.value.length);
}

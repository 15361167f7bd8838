// An entry that is being edited, in its place. Each field is stored when one leaves it.

import { add, bringBack, change, complete, moveBack, moveTo, remove, step } from '../actions.js';
import { elsewhere, fate, isWritten, noteShown, noteStored, noteWritten, settle, storeWritten, written } from '../draft.js';
import { holdFocus } from '../focus.js';
import { html, noChange, nothing } from '../html.js';
import { icon } from '../icons.js';
import { markdown } from '../markdown.js';
import { entryOf, list, sortedLists, titleOf } from '../store.js';
import { t } from '../texts.js';
import { drawNow, redraw, say, ui } from '../ui.js';
import { remindField } from './reminders.js';
import { oneLine } from '../words.js';
import { forgetWrong, when } from './when.js';

const PRIORITIES = [[0, 'noPriority'], [1, 'high'], [5, 'medium'], [9, 'low']];

export function card(entry, depth) {
    noteShown(entry);
    const end = fate();
    const gone = !['', 'completed'].includes(end);
    return html`<li class="card" data-list=${entry.list} data-uid=${entry.uid} .style=${`--depth:${depth}`} @focusin=${remember} @keydown=${keys}
            @input=${event => noteWritten(event.target)} @pointerdown=${() => (keyed = null)} @change=${{ handleEvent: hold, capture: true }} @focusout=${release}>
        ${end ? ended(entry, end, gone) : nothing}
        <div class="card-top">
            <button class=${'check p' + entry.priority} role="checkbox" aria-checked=${String(Boolean(entry.completed))} ?disabled=${gone}
                aria-label=${t('complete', entry.title.slice(0, 80))} @click=${() => complete([entry])}><span>${icon('check')}</span></button>
            <textarea class="title-input" rows="1" maxlength="1000" name="title" aria-label=${t('title')} .value=${unlessFocused('title', entry.title)}
                @change=${event => title(event, entry)}></textarea>
            <button class="plain small" aria-label=${t('close')} @click=${closeCard}>${icon('close')}</button>
        </div>
        ${notes(entry)} ${fields(entry, gone)} ${gone ? nothing : [subtaskField(), buttons(entry)]}
    </li>`;
}

/** Says what somebody else did to the entry, and what can be done about it. */
function ended(entry, end, gone) {
    const there = end === 'moved' && elsewhere();
    const home = there && titleOf(list(there.list));
    const typed = isWritten();
    return html`<div class="ended"><p role="alert">${t('card_' + end, short(entry.title), home)}</p>
        ${gone ? html`<div class="panel-buttons">
            <button class="plain" @click=${discard}>${t(typed ? 'letGo' : 'close')}</button>
            <button class="plain" @click=${() => copyText({ ...entry, ...written() })}>${t('copyText')}</button>
            ${there && typed ? html`<button class="plain" @click=${closeCard}>${t('saveThere', home)}</button>` : nothing}
            <button class="primary" @click=${bringItBack}>${t(typed ? 'bringBack' : 'bringBackAlone')}</button>
        </div>` : nothing}
    </div>`;
}

function short(title) {
    return title.length > 80 ? title.slice(0, 80) + '…' : title;
}

function discard() {
    ui.editing.written = {};
    closeCard();
}

/** Puts what is typed on the clipboard. */
export async function copyText({ title, notes, subtask }) {
    const text = [title, notes, subtask].filter(Boolean).join('\n\n');
    try {
        await navigator.clipboard.writeText(text);
    } catch {
        copyOldWay(text); // browsers have the clipboard on this machine and over HTTPS alone
    }
    say(t('copied'));
}

function copyOldWay(text) {
    const field = document.body.appendChild(Object.assign(document.createElement('textarea'), { value: text }));
    field.select();
    document.execCommand('copy');
    field.remove();
}

/** The card stays open, and what is typed in it is stored. */
async function bringItBack() {
    const card = ui.editing;
    const there = elsewhere();
    if (there) {
        moveBack(there, card.last);
        ui.editing = card;
    } else {
        const uid = await bringBack(card.last);
        if (!uid || ui.editing !== card) {
            return;
        }
        card.uid = uid;
    }
    storeWritten();
    redraw();
}

/** What a person is just writing, or has written, is left alone, whoever changes it elsewhere. */
function unlessFocused(name, value) {
    const focused = document.activeElement?.name === name && document.activeElement.closest('.card');
    return focused || name in written() ? noChange : value;
}

/** The entry as it is when one begins to change a field of it. */
function remember() {
    if (!isWritten()) {
        ui.was = { ...(entryOf(ui.editing) ?? ui.editing.last) };
    }
}

/** @param atOnce without a field having been entered before */
function store(body, atOnce = false) {
    const entry = entryOf(ui.editing);
    if (entry) {
        change(entry, body, atOnce ? entry : (ui.was ?? entry));
        ui.was = { ...ui.was, ...body };
    } else if (ui.editing?.left) {
        Object.assign(ui.editing.left, body);
    }
}

function title(event, entry) {
    const text = oneLine(event.target.value).trim();
    if (text) {
        store({ title: text });
    } else {
        event.target.value = entry.title;
    }
}

function notes(entry) {
    const writing = ui.writingNotes === entry.uid || !entry.notes || 'notes' in written();
    return writing
        ? html`<textarea class="notes-input" name="notes" rows="2" aria-label=${t('notes')} placeholder=${t('notesHint')}
            .value=${unlessFocused('notes', entry.notes)} @focus=${() => writeNotes(entry)} @change=${event => store({ notes: event.target.value })} @blur=${stopNotes}></textarea>`
        : html`<div class="notes" @click=${event => event.target.closest('a') ?? writeNotes(entry)}>
            ${markdown(entry.notes)}
            <button class="plain small write" @click=${() => writeNotes(entry)}>${t('editNotes')}</button>
        </div>`;
}

function writeNotes(entry) {
    if (ui.writingNotes !== entry.uid) {
        ui.writingNotes = entry.uid;
        redraw(() => document.querySelector('.card .notes-input')?.focus());
    }
}

function stopNotes() {
    ui.writingNotes = null;
    redraw();
}

function fields(entry, gone) {
    return html`<div class="fields" ?inert=${gone}>
        ${when(entry, unlessFocused, store)}
        ${remindField(entry, store)}
        <label>${t('priority')}
            <select name="priority" @change=${event => store({ priority: Number(event.target.value) })}>
                ${priorities(entry).map(([value, name]) => html`<option value=${value} .selected=${entry.priority === value}>${name}</option>`)}
            </select></label>
        <label>${t('tags')}
            <input type="text" name="tags" placeholder=${t('tagsHint')} .value=${unlessFocused('tags', entry.tags.join(' '))}
                @change=${event => store({ tags: tagsOf(event.target.value) })}></label>
        <label>${t('list')}
            <select name="list" @change=${event => moveTo([entry], event.target.value)}>
                ${sortedLists().map(list => html`<option value=${list.name} .selected=${list.name === entry.list}>${titleOf(list)}</option>`)}
            </select></label>
    </div>`;
}

function priorities(entry) {
    const known = PRIORITIES.map(([value, name]) => [value, t(name)]);
    return known.some(([value]) => value === entry.priority) ? known : [...known, [entry.priority, String(entry.priority)]];
}

export function tagsOf(text) {
    return [...new Set(text.split(/[\s,]+/).map(tag => tag.replace(/^#/, '')).filter(Boolean))];
}

function buttons(entry) {
    return html`<div class="card-buttons">
        <button class="plain" @click=${beginSubtask}>${icon('plus')} ${t('addSubtask')}</button>
        <span class="steps">
            ${[['up', '↑'], ['down', '↓'], ['in', '→'], ['out', '←']].map(([way, sign]) =>
                html`<button class="plain small" title=${t('move_' + way)} aria-label=${t('move_' + way)} @click=${() => step(entry, way)}>${sign}</button>`)}
        </span>
        <button class="plain danger" @click=${() => removeThis(entry)}>${icon('trash')} ${t('delete')}</button>
        <button class="primary" @click=${closeCard}>${t('done')}</button>
    </div>`;
}

function subtaskField() {
    return ui.editing.subtask || 'subtask' in written()
        ? html`<input type="text" class="subtask-input" name="subtask" maxlength="1000" autocomplete="off" enterkeyhint="done"
            aria-label=${t('subtask')} placeholder=${t('subtask')} @change=${event => addSubtask(event.target)}>`
        : nothing;
}

function beginSubtask() {
    ui.editing.subtask = true;
    drawNow();
    document.querySelector('.card .subtask-input')?.focus();
}

/** Nothing is added until something is typed. Below an entry that is gone nothing can be; then it stands alone. */
function addSubtask(input) {
    const title = oneLine(input.value).trim();
    const entry = entryOf(ui.editing);
    if (title && (entry || ui.editing?.left)) {
        add(ui.editing.list, { title }, entry?.uid ?? null);
        ui.folded.delete(ui.editing.uid);
        input.value = '';
        noteStored(input);
    }
}

function removeThis(entry) {
    ui.editing = null;
    remove([entry]);
}

let keyed = null; // the field that got a key since the last click
let held = null; // the field whose change event is held back

/**
 * Holds back the change events that a browser sends for each key in a date, time or select (0002, 0020, 0202, 2026), until the
 * field is left or Enter is pressed. A choice by pointer passes at once.
 */
function hold(event) {
    if (event.isTrusted && event.target === keyed && event.target.matches('[type=date], [type=time], select')) {
        event.stopPropagation();
        held = event.target;
    }
}

function release() {
    const field = held;
    held = null;
    field?.dispatchEvent(new Event('change', { bubbles: true }));
}

document.addEventListener('visibilitychange', () => document.hidden && release());

function keys(event) {
    keyed = event.target;
    if (event.isComposing) {
        return;
    }
    if (event.key === 'Enter') {
        release();
    }
    if (event.key === 'Enter' && event.target.name === 'subtask' && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        addSubtask(event.target);
    } else if (event.key === 'Escape' || (event.key === 'Enter' && (event.target.name === 'title' || event.ctrlKey || event.metaKey))) {
        event.preventDefault();
        event.stopPropagation();
        closeCard();
    }
}

/** Closes the card; what is being written is stored first. */
export function closeCard() {
    const { editing } = ui;
    const putBack = holdFocus();
    settle();
    document.activeElement?.blur();
    forgetWrong();
    ui.editing = null;
    redraw(() => {
        const row = editing && document.querySelector(`li[data-uid="${CSS.escape(editing.uid)}"] .title`);
        row ? row.focus({ preventScroll: true }) : putBack();
    });
}

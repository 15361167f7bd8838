// The line in which one types what is to be done, and what of it is understood.

import { add, undo } from '../actions.js';
import { dayText, dueText, here, parts, timeText, today } from '../dates.js';
import { html, nothing } from '../html.js';
import { icon } from '../icons.js';
import { status } from '../sync.js';
import { t } from '../texts.js';
import { redraw, say } from '../ui.js';
import { meant, oneLine, understand } from '../words.js';
import { worth } from './history.js';

const PAUSE = 120;
const ICONS = { date: 'today', time: 'overdue', repeat: 'repeat' };
const KEPT = 'todo.line';

/**
 * What is typed now; it stays while one looks elsewhere, and the tab keeps it over a reload. `back` are texts that were refused
 * meanwhile, which come next. `answer` is the server's parse of the line `of`, made on the day `asked`.
 */
const line = { text: '', keep: [], back: [], ...JSON.parse(sessionStorage.getItem(KEPT)), answer: null, of: '', asked: '' };
let timer;

/**
 * @param label the placeholder; @param listName the list to add to
 * @param fieldsNow gives the fields that the line does not set; called on submit too, as the day may have changed since drawing
 */
export function addLine(label, listName, fieldsNow = () => ({})) {
    if (line.text && line.asked !== today()) {
        askNow(); // it was there before the page was loaded, or "tomorrow" means another day now
    }
    return html`<form class="add-line" @submit=${event => submit(event, listName, fieldsNow())}>
        ${icon('plus')}
        <input id="add" type="text" name="add" autocomplete="off" maxlength="1000" enterkeyhint="done" aria-label=${label} placeholder=${label}
            .value=${line.text} @input=${typed} @keydown=${escape}>
        <button class="primary" type="submit">${t('add')}</button>
        ${understood(fieldsNow())}
    </form>`;
}

/** Puts back what was typed and could not be taken, behind what is being typed. */
export function giveBack(text) {
    line.back.push(text);
    takeNext();
}

function takeNext() {
    line.text ||= line.back.shift() ?? '';
    const input = document.getElementById('add');
    if (input && input.value !== line.text) {
        input.value = line.text; // drawing would not, if it last drew the same text, and the line was emptied since
    }
    askNow();
}

export function forgetLine() {
    sessionStorage.removeItem(KEPT);
}

/** Types for a person. */
export function tryOut(text) {
    Object.assign(line, { text, keep: [] });
    changed();
}

function typed(event) {
    line.text = oneLine(event.target.value);
    line.keep = line.keep.filter(words => line.text.includes(words));
    keepLine();
    clearTimeout(timer);
    timer = setTimeout(askNow, line.text.trim() ? PAUSE : 0);
}

function keepLine() {
    const { text, keep, back } = line;
    sessionStorage.setItem(KEPT, JSON.stringify({ text, keep, back }));
}

function wish() {
    return JSON.stringify([line.text.trim(), line.keep, today()]);
}

/** Finds out what the line means; the answer counts only if it is still the same line then. */
async function askNow() {
    clearTimeout(timer);
    keepLine();
    const wanted = wish();
    line.asked = today();
    const text = line.text.trim();
    let answer = null;
    try {
        answer = text && !status.away ? await understand(text, line.keep) : null;
    } catch {
        // then it is text
    }
    if (wanted === wish()) {
        const same = JSON.stringify(answer?.chips ?? []) === JSON.stringify(line.answer?.chips ?? []) && !line.keep.length;
        Object.assign(line, { answer, of: wanted });
        same || redraw();
    }
}

function chips() {
    return line.answer?.entry.title ? line.answer.chips : [];
}

function understood(fields) {
    const found = chips();
    const due = found.length && !found.some(chip => chip.kind === 'date') ? meant('', line.answer, fields).due : undefined;
    return html`
        ${found.length || line.keep.length ? html`<ul class="chips" aria-label=${t('understood')}>
            ${found.map(oneChip)}
            ${due ? html`<li class="hint">${t('due')}: ${dueText(due)}</li>` : nothing}
            ${line.keep.map(words => html`<li><button type="button" class="chip kept" aria-label=${t('kept', words)} @click=${() => unkeep(words)}>“${words}”</button></li>`)}
            ${found.length ? html`<li class="hint keep-hint">${t('keepHint')}</li>` : nothing}
        </ul>` : nothing}
        <p class="unseen" role="status">${found.length ? `${t('understood')}: ${found.map(chip => `${t('chip_' + chip.kind)} ${chipText(chip)}`).join(', ')}` : nothing}</p>`;
}

function oneChip(chip) {
    const text = chipText(chip);
    return html`<li><button type="button" class=${'chip ' + chip.kind} title=${t('keep', chip.text)} @click=${() => keep(chip)}
        aria-label=${`${t('chip_' + chip.kind)} ${text}. ${t('keep', chip.text)}`}>${ICONS[chip.kind] ? icon(ICONS[chip.kind]) : nothing}${text}</button></li>`;
}

function chipText({ kind, value, words }) {
    switch (kind) {
        case 'date':
            return value.includes('T') ? dueText(value) : dayText(value);
        case 'time': {
            const [time, zone] = value.split(/[[\]]/);
            return timeText(time) + (zone && zone !== here ? ` (${zone})` : '');
        }
        case 'priority':
            return worth('priority', Number(value));
        case 'tag':
            return '#' + value;
        default:
            return words;
    }
}

/** Leaves what looks like more than text as text. */
function keep(chip) {
    line.keep = [...new Set([...line.keep, chip.text])];
    line.answer.chips = chips().filter(each => each !== chip);
    changed();
}

function unkeep(words) {
    line.keep = line.keep.filter(each => each !== words);
    changed();
}

function changed() {
    document.getElementById('add')?.focus();
    redraw();
    askNow();
}

/** Escape keeps as text what stands at the cursor or else last; where nothing is left to keep, it leaves the line. */
function escape(event) {
    const found = chips();
    if (event.key === 'Escape' && found.length && !event.isComposing) {
        event.preventDefault();
        event.stopPropagation();
        const at = event.target.selectionStart - (line.text.length - line.text.trimStart().length);
        keep(found.findLast(chip => chip.from <= at && at <= chip.to) ?? found.at(-1));
    }
}

function submit(event, listName, fields) {
    event.preventDefault();
    const input = event.target.elements.add;
    const text = oneLine(input.value).trim();
    if (text) {
        const answer = line.of === wish() ? line.answer : null;
        const words = answer ? undefined : { text, keep: line.keep, fields };
        const body = answer ? meant(text, answer, fields) : { ...fields, title: text };
        add(listName, body, null, words, text);
        if (fields.due && body.due && parts(body.due).day !== fields.due) {
            say(t('addedFor', dueText(body.due)), { label: t('undo'), run: undo });
        }
        Object.assign(line, { text: '', keep: [], answer: null, of: '' });
        takeNext();
        redraw();
    }
    input.focus();
}

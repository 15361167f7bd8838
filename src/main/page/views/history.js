// What happened to a list: every change, each of which can be taken back, and the list as it was at any of them.

import { explain, restore, undoChange } from '../actions.js';
import { get, listPath } from '../api.js';
import { dueText, momentText } from '../dates.js';
import { html, nothing, repeat } from '../html.js';
import { icon } from '../icons.js';
import { to } from '../route.js';
import { list, titleOf } from '../store.js';
import { status } from '../sync.js';
import { t } from '../texts.js';
import { redraw, say, ui } from '../ui.js';
import { ruleWords } from '../words.js';
import { dot } from './side.js';

let seen = { name: null };

export function historyView(name) {
    const known = list(name);
    if (seen.name !== name) {
        seen = { name, changes: [], next: undefined, at: null, entries: null, version: 0, floor: 0 };
    }
    const wanted = `${known.version} ${status.away}`;
    if (seen.version < known.version && seen.tried !== wanted && !seen.reading) {
        seen.tried = wanted;
        read(known);
    }
    ui.title = `${t('history')}: ${titleOf(known)}`;
    return html`<section class="view">
        <header class="head">
            <h1>${dot(known)}${t('history')}</h1>
            <div class="tools"><a class="button" href=${to.list(name)}>${icon('left')} ${titleOf(known)}</a></div>
        </header>
        ${seen.changes.length ? [slider(known), seen.at === null ? changes(known) : asItWas()] : unread()}
    </section>`;
}

function unread() {
    return seen.reading || !status.away ? html`<p class="hint loading">${t('loading')}</p>`
        : html`<div class="nothing"><p>${t('historyAway')}</p><p class="hint">${t('historyAwayHint')}</p></div>`;
}

/** Reads what is new of the history, or its first page. */
async function read(known) {
    const mine = seen;
    mine.reading = true;
    try {
        const since = mine.version ? `since=${mine.version}&` : '';
        const page = await get(`${listPath(mine.name)}/changes?${since}limit=100`);
        const joined = mine.version && !page.next;
        mine.changes = joined ? [...page.body, ...mine.changes] : page.body;
        mine.next = joined ? mine.next : page.next?.replace(/since=\d+&?/, '');
        mine.floor = page.floor;
        mine.version = Math.max(page.body[0]?.version ?? 0, known.version); // it may be ahead of what the list is known to have
    } catch {
        say(t('offline'));
    }
    mine.reading = false;
    redraw();
}

async function readMore() {
    const mine = seen;
    try {
        const page = await get(mine.next);
        mine.changes.push(...page.body);
        mine.next = page.next;
    } catch (failure) {
        say(explain(failure));
    }
    redraw();
}

function slider(known) {
    const at = seen.at ?? known.version;
    const moment = seen.changes.find(change => change.version === at)?.at ?? seen.moment;
    return html`<div class="slider">
        <label>${t('asOf')}
            <input type="range" min=${seen.floor} max=${known.version} .value=${String(at)} aria-valuetext=${t('version', at, known.version)}
                @input=${event => slide(known, Number(event.target.value))}>
        </label>
        <p role="status">${t('version', at, known.version)}${moment && seen.at !== null ? ' · ' + momentText(moment) : ''}</p>
        ${seen.at === null ? nothing : html`
            <button class="plain" @click=${() => slide(known, known.version)}>${t('now')}</button>
            <button class="primary" @click=${() => restoreThis(known)}>${t('restore')}</button>`}
    </div>`;
}

/** Shows the list as it was; only the last place of the slider is read. */
async function slide(known, version) {
    seen.at = version === known.version ? null : version;
    redraw();
    const mine = seen;
    if (mine.at === null || mine.sliding) {
        return;
    }
    mine.sliding = true;
    for (let read = null; mine.at !== null && read !== mine.at; ) {
        read = mine.at;
        try {
            const [entries, change] = await Promise.all([
                read === 0 ? { body: [] } : get(`${listPath(mine.name)}/entries?at=${read}`),
                get(`${listPath(mine.name)}/changes?before=${read + 1}&limit=1`),
            ]);
            mine.problem = null;
            mine.entries = entries.body;
            mine.moment = change.body[0]?.at;
        } catch (failure) {
            mine.problem = explain(failure);
        }
    }
    mine.sliding = false;
    redraw();
}

function asItWas() {
    if (seen.problem) {
        return html`<div class="nothing"><p>${seen.problem}</p></div>`;
    }
    const entries = seen.entries ?? [];
    const ids = new Map(entries.map(entry => [entry.id, entry]));
    const depth = entry => (ids.has(entry.parent) ? 1 + depth(ids.get(entry.parent)) : 0);
    return html`<ul class="entries past" role="list" aria-label=${t('asOf')}>
        ${repeat(entries.slice(0, 1_000), entry => entry.uid, entry => html`
            <li class=${entry.completed ? 'entry completed' : 'entry'} .style=${`--depth:${depth(entry)}`}>
                <span class=${'check p' + entry.priority} aria-checked=${String(entry.completed)} aria-hidden="true"><span>${icon('check')}</span></span>
                <div class="body"><span class="title">${entry.title}</span>
                    ${entry.due ? html`<div class="meta"><span class="due">${dueText(entry.due)}</span></div>` : nothing}</div>
            </li>`)}
    </ul>
    ${entries.length ? nothing : html`<div class="nothing"><p>${t('emptyList')}</p></div>`}`;
}

function restoreThis(known) {
    restore(known.name, seen.at);
    slide(known, known.version);
}

function changes(known) {
    return html`<p class="hint">${t('historyHint')}</p>
        <ol class="changes" role="list">${repeat(seen.changes, change => change.version, change => oneChange(known, change))}</ol>
        ${seen.next ? html`<button class="plain" @click=${readMore}>${t('showMore')}</button>` : seen.floor ? html`<p class="hint">${t('floor')}</p>` : nothing}`;
}

function oneChange(known, change) {
    return html`<li>
        <div class="what">
            <p>${change.entry ? html`<strong>${change.entry.title}</strong> ` : nothing}${t('kind_' + change.kind, change.to ?? change.from ?? '')}
                ${change.undoes ? html`<span class="hint">${t('undoes', change.undoes)}</span>` : nothing}</p>
            ${Object.entries(change.changed ?? {}).filter(tellable).map(([name, { from, to }]) => html`
                <p class="from-to"><span>${t('f_' + name)}</span> <del>${worth(name, from)}</del> → <ins>${worth(name, to)}</ins></p>`)}
            <p class="hint">${change.version} · ${momentText(change.at)} · ${change.by}</p>
        </div>
        <button class="plain small" aria-label=${`${t('takeBack')} ${change.version}`} @click=${() => takeBack(known, change)}>${t('takeBack')}</button>
    </li>`;
}

/** Without those by which an entry that repeats and the next one know each other. */
function propertiesText(properties) {
    return Object.entries(properties ?? {}).filter(([name]) => !/^X-TODO-(NEXT|PREVIOUS)$/.test(name)).map(pair => pair.join(' ')).join(', ');
}

function tellable([name, { from, to }]) {
    return name !== 'properties' || propertiesText(from) !== propertiesText(to);
}

export function worth(name, value) {
    if (value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length)) {
        return t('none');
    }
    if (name === 'due') {
        return dueText(value);
    }
    if (name === 'priority') {
        return t({ 0: 'noPriority', 1: 'high', 5: 'medium', 9: 'low' }[value] ?? 'number', value);
    }
    if (name === 'repeat') {
        return ruleWords(value);
    }
    if (name === 'properties') {
        return propertiesText(value) || t('none');
    }
    if (name === 'completedAt') {
        return momentText(value);
    }
    const text = typeof value === 'object' ? (Array.isArray(value) ? value.map(tag => '#' + tag).join(' ') : JSON.stringify(value)) : String(value);
    return text.length > 300 ? text.slice(0, 300) + '…' : text;
}

async function takeBack(known, change) {
    const answer = await undoChange(known.name, change.version);
    if (answer) {
        say(t('undone'));
    }
}

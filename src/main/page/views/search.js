// Search across all lists: what is open at once, from what the page knows; what is completed from the server.

import { pages } from '../api.js';
import { held } from '../draft.js';
import { html, nothing } from '../html.js';
import { icon } from '../icons.js';
import { to } from '../route.js';
import { allOpen, entryOf, listMade, put } from '../store.js';
import { fold, t } from '../texts.js';
import { isAt, keyOf, redraw, say, ui } from '../ui.js';
import { chunks } from './chunks.js';
import { entryRow } from './entry.js';

const MOST = 500;
let completed = { text: null, keys: [], more: false };

export function searchView(text) {
    ui.title = t('search');
    const opened = text ? open(text) : [];
    const found = [...opened, ...(completed.text === text ? completed.keys.map(entryOf).filter(entry => entry?.completed && entry !== held()) : [])];
    const cut = opened.length >= MOST || (completed.text === text && completed.more);
    return html`<section class="view">
        <header class="head"><h1>${t('search')}</h1></header>
        <div class="add-line">${icon('search')}
            <input id="search" type="search" aria-label=${t('searchHint')} placeholder=${t('searchHint')} .value=${text} @input=${typed} @keydown=${leave}>
        </div>
        <p class="hint" role="status">${text ? (found.length ? t(cut ? 'foundFirst' : 'found', found.length) : t('nothingFound', text)) : nothing}
            ${text && completed.text !== text ? html`<button class="plain" @click=${() => readCompleted(text)}>${t('searchCompleted')}</button>` : nothing}</p>
        ${chunks(found, entry => entry.list + entry.uid, (entry, place) => entryRow({ entry, showList: true, place }), entry => isAt(ui.cursor, entry) || isAt(ui.editing, entry))}
    </section>`;
}

/** Each word must be somewhere in the title, the notes or the tags. */
function open(text) {
    const words = fold(text).split(/\s+/).filter(Boolean);
    const found = [];
    for (const entry of [...allOpen(), held()].filter(Boolean)) {
        const all = fold(`${entry.title}\n${entry.notes}\n${entry.tags.map(tag => '#' + tag).join(' ')}`);
        if ((isAt(ui.editing, entry) || words.every(word => all.includes(word))) && found.push(entry) >= MOST) {
            break;
        }
    }
    return found;
}


async function readCompleted(text) {
    try {
        const keys = [];
        let more = false;
        for await (const page of pages(`/api/entries?completed=true&limit=${MOST}&q=${encodeURIComponent(text)}`)) {
            page.forEach(entry => put(listMade(entry.list), entry));
            keys.push(...page.map(keyOf));
            if (keys.length >= MOST) {
                more = true;
                break;
            }
        }
        completed = { text, keys, more };
        redraw();
    } catch {
        say(t('offline'));
    }
}

function typed(event) {
    history.replaceState(history.state, '', to.search(event.target.value));
    ui.route = { view: 'search', first: event.target.value, second: '' };
    redraw();
}

function leave(event) {
    if (event.key === 'ArrowDown' || event.key === 'Enter' || event.key === 'Escape') {
        event.preventDefault();
        event.target.blur();
        document.querySelector('main .entry .title')?.focus();
    }
}

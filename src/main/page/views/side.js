// The views and lists at the side, with what is open in each.

import { html, repeat, nothing } from '../html.js';
import { icon } from '../icons.js';
import { isOverdue, onMyClock, today } from '../dates.js';
import { to } from '../route.js';
import { allOpen, openCount, sortedLists, titleOf } from '../store.js';
import { status } from '../sync.js';
import { t } from '../texts.js';
import { openPanel, ui } from '../ui.js';

export function side() {
    const lists = sortedLists();
    const { overdue, today } = counts();
    return html`<nav class="side" aria-label=${t('views')}>
        <p class="brand"><span class="mark">${icon('check')}</span>Todo</p>
        <ul class="links">
            ${viewLink('today', to.today(), today)} ${viewLink('upcoming', to.upcoming())}
            ${viewLink('overdue', to.overdue(), overdue, 'late')} ${viewLink('search', to.search())}
        </ul>
        <h2>${t('lists')}
            <button class="plain small" aria-label=${t('newList')} @click=${() => openPanel({ kind: 'newList' })}>${icon('plus')}</button>
        </h2>
        ${lists.length || status.first
            ? html`<ul class="links">${repeat(lists, list => list.name, listLink)}</ul>`
            : html`<p class="hint">${t('noLists')}<br>${t('noListsHint')}</p>`}
        <div class="foot">
            <button class="plain" @click=${() => openPanel({ kind: 'settings' })}>${icon('settings')} ${t('settings')}</button>
            <a class="button" href=${to.inside()} aria-label=${t('inside')} title=${t('inside')} aria-current=${ui.route.view === 'inside' ? 'page' : nothing}>${icon('house')}</a>
            <button class="plain" aria-label=${t('help')} title=${t('help') + ' (?)'} @click=${() => openPanel({ kind: 'help' })}>${icon('keys')}</button>
        </div>
    </nav>`;
}

function counts() {
    const day = today();
    const found = { overdue: 0, today: 0 };
    for (const entry of allOpen()) {
        if (entry.due) {
            found.overdue += isOverdue(entry.due) ? 1 : 0;
            found.today += onMyClock(entry.due).day === day ? 1 : 0;
        }
    }
    return found;
}

function viewLink(view, href, count = 0, kind = '') {
    return html`<li><a href=${href} aria-current=${ui.route.view === view ? 'page' : nothing}>
        ${icon(view)}<span class="name">${t(view)}</span>${number(count, kind)}
    </a></li>`;
}

function listLink(list) {
    const current = ui.route.view === 'list' && ui.route.first === list.name;
    return html`<li><a href=${to.list(list.name)} data-drop-list=${list.name} aria-current=${current ? 'page' : nothing}>
        ${dot(list)}<span class="name">${titleOf(list)}</span>${number(openCount(list))}
    </a></li>`;
}

export function dot(list) {
    return html`<span class="dot" .style=${list?.colour ? 'background:' + list.colour : ''}></span>`;
}

function number(count, kind = '') {
    return count ? html`<span class=${'count ' + kind} aria-label=${t('open', count)}>${count}</span>` : nothing;
}

// The whole page: lists at the side, what one looks at, and what lies over it.

import { html, nothing } from '../html.js';
import { icon } from '../icons.js';
import { list } from '../store.js';
import { t } from '../texts.js';
import { toggleMenu, ui } from '../ui.js';
import { days, overdue, todayView } from './days.js';
import { historyView } from './history.js';
import { insideView } from './inside.js';
import { listView } from './listview.js';
import { notices } from './notices.js';
import { panel } from './panels.js';
import { searchView } from './search.js';
import { side } from './side.js';

export function app() {
    const view = main();
    return html`
        <a class="skip" href="#main" @click=${skip}>${t('skip')}</a>
        <p class="unseen" role="status">${ui.title}</p>
        <div class=${ui.menu ? 'page menu-open' : 'page'} ?inert=${Boolean(ui.panel)}>
            <header class="top">
                <button class="plain" aria-label=${t('menu')} aria-expanded=${String(ui.menu)} @click=${toggleMenu}>${icon('menu')}</button>
                <span class="top-title">${ui.title}</span>
            </header>
            ${side()}
            ${ui.menu ? html`<div class="shade" @click=${toggleMenu}></div>` : nothing}
            <main id="main" tabindex="-1" ?inert=${ui.menu}>${view}</main>
        </div>
        ${notices()} ${panel()}`;
}

function main() {
    const { view, first, second } = ui.route;
    switch (view) {
        case 'upcoming':
            return days(first);
        case 'overdue':
            return overdue();
        case 'inside':
            return insideView();
        case 'search':
            return searchView(first);
        case 'list':
            return second === 'history' && list(first) ? historyView(first) : listView(first);
        default:
            return todayView();
    }
}

function skip(event) {
    event.preventDefault();
    document.getElementById('main').focus();
}

// The command bar: go to a list, or do something, by typing a part of its name.

import { undo } from '../actions.js';
import { html, repeat } from '../html.js';
import { icon } from '../icons.js';
import { go, to } from '../route.js';
import { sortedLists, titleOf } from '../store.js';
import { fold, t } from '../texts.js';
import { closePanel, openPanel, redraw, setTheme, ui } from '../ui.js';
import { dot } from './side.js';

export function bar(panel) {
    const found = commands(panel.text ?? '');
    const at = Math.min(panel.at ?? 0, found.length - 1);
    return html`<div class="bar-line">${icon('search')}
            <input type="text" role="combobox" autofocus autocomplete="off" aria-label=${t('goTo')} placeholder=${t('goTo')}
                aria-expanded="true" aria-controls="commands" aria-activedescendant=${found.length ? 'command-' + at : ''}
                @input=${event => typed(event.target.value)} @keydown=${keys}></div>
        <ul id="commands" role="listbox" aria-label=${t('goTo')}>
            ${repeat(found, command => command.name, (command, i) => html`<li id=${'command-' + i} role="option" aria-selected=${String(i === at)}
                @click=${() => run(command)}>${command.icon}<span>${command.name}</span></li>`)}
        </ul>
        ${found.length ? '' : html`<p class="hint">${t('nothingFits')}</p>`}`;
}

function commands(text) {
    const wanted = fold(text.trim());
    const all = [
        ...['today', 'upcoming', 'overdue', 'search'].map(view => ({ name: t(view), icon: icon(view), run: () => go(to[view]()) })),
        ...sortedLists().map(list => ({ name: titleOf(list), icon: dot(list), run: () => go(to.list(list.name)) })),
        { name: t('newList'), icon: icon('plus'), run: () => openPanel({ kind: 'newList' }) },
        { name: t('undo'), icon: icon('history'), run: undo },
        ...(ui.route.view === 'list' ? [{ name: t('history'), icon: icon('history'), run: () => go(to.history(ui.route.first)) }] : []),
        { name: t('inside'), icon: icon('house'), run: () => go(to.inside()) },
        { name: t('help'), icon: icon('keys'), run: () => openPanel({ kind: 'help' }) },
        ...['light', 'dark', 'system'].map(theme => ({ name: `${t('theme')}: ${t(theme)}`, icon: icon('settings'), run: () => setTheme(theme) })),
    ];
    const fits = all.filter(command => fold(command.name).includes(wanted));
    return fits.sort((a, b) => starts(b, wanted) - starts(a, wanted)).slice(0, 12);
}

function starts(command, wanted) {
    return Number(fold(command.name).startsWith(wanted));
}

function typed(text) {
    ui.panel = { kind: 'bar', text, at: 0 };
    redraw();
}

/** What is typed last counts, whether it has been drawn yet or not. */
function keys(event) {
    const found = commands(event.target.value);
    const at = Math.min(ui.panel.at ?? 0, found.length - 1);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) {
        event.preventDefault();
        ui.panel = { ...ui.panel, at: (at + step + found.length) % found.length };
        redraw();
    } else if (event.key === 'Enter' && found[at]) {
        event.preventDefault();
        run(found[at]);
    }
}

function run(command) {
    closePanel();
    command.run();
}

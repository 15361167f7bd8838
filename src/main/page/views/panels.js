// What lies over the page while it is open: keys, settings, a list's properties, where to move, a conflict.

import { dropList, moveTo, setProperties } from '../actions.js';
import { html, nothing } from '../html.js';
import { forget } from '../disk.js';
import { forgetWritten } from '../draft.js';
import { abandon, decide, decideUnsure, unsent, unsure } from '../queue.js';
import { go, to } from '../route.js';
import { list, lists, openCount, sortedLists, titleOf } from '../store.js';
import { t } from '../texts.js';
import { forgetToken } from '../token.js';
import { closePanel, drawNow, openPanel, setKeys, setTheme, ui } from '../ui.js';
import { forgetRules, oneLine } from '../words.js';
import { KEYS } from '../keys.js';
import { forgetLine } from './addline.js';
import { bar } from './bar.js';
import { copyText } from './card.js';
import { worth } from './history.js';
import { clearSelection } from './notices.js';
import { remindersChosen } from './reminders.js';
import { dot } from './side.js';

const MOST_SHOWN = 5;
const COLOURS = ['#d1453b', '#e0702b', '#c99700', '#3f8f4f', '#0f766e', '#2f6fde', '#7a55d3', '#c2458e', '#6b7280'];

export function panel() {
    const { panel } = ui;
    if (!panel) {
        return nothing;
    }
    if (panel.kind === 'bar') {
        return frame(t('goTo'), bar(panel), 'bar');
    }
    const [title, content] = {
        help: () => [t('help'), help()],
        settings: () => [t('settings'), settings()],
        newList: () => [t('newList'), newList()],
        properties: () => [t('properties'), properties(panel.list)],
        deleteList: () => [t('deleteList'), deleteList(panel.list)],
        move: () => [t('moveTo'), move(panel.entries)],
        conflict: () => [t(panel.op.conflict?.reason ? 'refusedEdit' : 'conflict'), conflict(panel.op)],
        unsent: () => [t('unsentTitle'), unsentOps()],
        signOut: () => [t('signOut'), signingOut(panel.unsent)],
    }[panel.kind]();
    return frame(title, html`<h2 tabindex="-1" ?autofocus=${panel.kind === 'help' || panel.kind === 'settings'}>${title}</h2>${content}`, panel.kind);
}

function frame(title, content, kind) {
    return html`<div class="over" @click=${event => event.target === event.currentTarget && closePanel()}>
        <dialog open class=${'panel ' + kind} aria-modal="true" aria-label=${title} @keydown=${keys}>${content}</dialog>
    </div>`;
}

/** Escape closes, and Tab stays inside. */
function keys(event) {
    if (event.key === 'Escape') {
        event.stopPropagation();
        closePanel();
    } else if (event.key === 'Tab') {
        const stops = [...event.currentTarget.querySelectorAll('a, button, input, select, textarea')].filter(each => !each.disabled);
        const leaves = event.shiftKey ? stops[0] : stops.at(-1);
        if (document.activeElement === leaves || (event.shiftKey && !stops.includes(document.activeElement))) {
            event.preventDefault();
            (event.shiftKey ? stops.at(-1) : stops[0]).focus();
        }
    }
}

function end(...more) {
    return html`<div class="panel-buttons">${more}<button class="plain" @click=${closePanel}>${t('close')}</button></div>`;
}

function help() {
    return html`<p class="hint">${t('helpHint')}</p>
        <dl class="keys">${KEYS.map(([keys, text]) => html`<div><dt>${keys.map(key => html`<kbd>${key}</kbd> `)}</dt><dd>${t(text)}</dd></div>`)}</dl>
        ${end()}`;
}

function settings() {
    return html`<fieldset class="choice"><legend>${t('theme')}</legend>
            ${['system', 'light', 'dark'].map(theme => html`<label><input type="radio" name="theme" value=${theme}
                .checked=${ui.theme === theme} @change=${() => setTheme(theme)}> ${t(theme)}</label>`)}
        </fieldset>
        <fieldset class="choice"><legend>${t('help')}</legend>
            <label><input type="checkbox" .checked=${ui.keys} @change=${event => setKeys(event.target.checked)}> ${t('singleKeys')}</label>
        </fieldset>
        ${remindersChosen()}
        ${window.isSecureContext ? nothing : html`<p class="hint">${t('plainText')}</p>`}
        ${end(html`<button class="plain danger" @click=${signOut}>${t('signOut')}</button>`)}`;
}

/** Asks first if there are unsent changes. */
async function signOut() {
    const count = await unsent();
    count.all ? openPanel({ kind: 'signOut', unsent: count }) : leave(false);
}

function signingOut({ all, kept }) {
    return html`<p>${t('unsentYet', all)}</p>
        ${kept === all ? html`<p class="hint">${t('unsentKept')}</p>` : nothing}
        <div class="panel-buttons">
            <button class="plain danger" @click=${() => leave(true)}>${t('discardAndLeave')}</button>
            <button class="plain" autofocus @click=${closePanel}>${t('cancel')}</button>
            ${kept === all ? html`<button class="primary" @click=${() => leave(false)}>${t('keepAndLeave')}</button>` : nothing}
        </div>`;
}

async function leave(unsent) {
    forgetToken();
    forgetRules();
    forgetWritten();
    forgetLine();
    unsent && abandon();
    await forget({ unsent });
    location.reload();
}

/** Asks about changes from before the sign-in, which may have been meant for another server. */
function unsentOps() {
    const ops = unsure();
    const shown = ops.slice(0, MOST_SHOWN).map(op => [op.body?.title ?? op.entry?.title, list(op.list)?.title || op.list].filter(Boolean).join(' · '));
    return html`<p>${t('unsentBefore', ops.length)}</p>
        <ul class="hint">${shown.map(each => html`<li>${each.slice(0, 100)}</li>`)}${ops.length > shown.length ? html`<li>…</li>` : nothing}</ul>
        <div class="panel-buttons">
            <button class="plain danger" @click=${() => decidedUnsure(false)}>${t('discard')}</button>
            <button class="plain" @click=${closePanel}>${t('notNow')}</button>
            <button class="primary" autofocus @click=${() => decidedUnsure(true)}>${t('sendThem')}</button>
        </div>`;
}

function decidedUnsure(send) {
    closePanel();
    decideUnsure(send);
}

function colours(chosen) {
    return html`<fieldset class="colours"><legend>${t('colour')}</legend>
        ${['', ...COLOURS].map(colour => html`<label class="colour" title=${colour || t('noColour')}>
            <input type="radio" name="colour" value=${colour} aria-label=${colour || t('noColour')} .checked=${colour === chosen}>
            <span .style=${colour ? 'background:' + colour : ''}></span></label>`)}
    </fieldset>`;
}

function newList() {
    return html`<form @submit=${makeList}>
        <label>${t('title')} <input type="text" name="title" required maxlength="200" autofocus autocomplete="off"></label>
        ${colours('')}
        <div class="panel-buttons"><button class="plain" type="button" @click=${closePanel}>${t('cancel')}</button>
            <button class="primary" type="submit">${t('create')}</button></div>
    </form>`;
}

/** The name comes of the title, and is another than those there are. */
function makeList(event) {
    event.preventDefault();
    const { title, colour } = Object.fromEntries(new FormData(event.target));
    const wanted = oneLine(title).trim().replaceAll('/', '-');
    let name = wanted;
    for (let i = 2; lists.has(name); i++) {
        name = `${wanted} ${i}`;
    }
    const order = Math.max(0, ...sortedLists().map(list => list.order)) + 1;
    setProperties(name, { title: oneLine(title).trim(), colour, order }, 'created');
    closePanel();
    ui.focusNext = '#add';
    go(to.list(name));
    drawNow();
}

function properties(list) {
    return html`<form @submit=${event => storeProperties(event, list)}>
        <label>${t('title')} <input type="text" name="title" maxlength="200" .value=${list.title} placeholder=${list.name} autofocus autocomplete="off"></label>
        ${colours(list.colour)}
        <label>${t('position')} <input type="number" name="position" min="1" max=${sortedLists().length} .value=${String(sortedLists().indexOf(list) + 1)}></label>
        <p class="hint">${list.name}: ${t('nameHint')}</p>
        <div class="panel-buttons">
            <button class="plain danger" type="button" @click=${() => openPanel({ kind: 'deleteList', list })}>${t('deleteList')}</button>
            <button class="plain" type="button" @click=${closePanel}>${t('cancel')}</button>
            <button class="primary" type="submit">${t('save')}</button>
        </div>
    </form>`;
}

function storeProperties(event, list) {
    event.preventDefault();
    const { title, colour, position } = Object.fromEntries(new FormData(event.target));
    const others = sortedLists().filter(each => each !== list);
    const at = Number(position) - 1;
    const before = others[at - 1]?.order ?? (others[0]?.order ?? 1) - 2;
    const after = others[at]?.order ?? before + 2;
    const stays = sortedLists().indexOf(list) === at;
    if (!stays && before >= after) {
        others.splice(at, 0, list);
        others.forEach((each, i) => each !== list && setProperties(each.name, { title: each.title, colour: each.colour, order: i + 1 }));
        setProperties(list.name, { title: oneLine(title).trim(), colour, order: at + 1 });
    } else {
        setProperties(list.name, { title: oneLine(title).trim(), colour, order: stays ? list.order : (before + after) / 2 });
    }
    closePanel();
}

function deleteList(list) {
    return html`<p>${t('deleteListAsk', openCount(list) + list.completed, titleOf(list))}</p>
        <div class="panel-buttons"><button class="plain" autofocus @click=${closePanel}>${t('cancel')}</button>
            <button class="primary" @click=${() => dropThis(list)}>${t('deleteList')}</button></div>`;
}

function dropThis(list) {
    closePanel();
    dropList(list.name);
    go(to.today());
}

function move(entries) {
    return html`<ul class="choose">${sortedLists().map((each, i) => html`<li>
            <button class="plain" ?autofocus=${i === 0} @click=${() => moveThere(entries, each.name)}>${dot(each)} ${titleOf(each)}</button></li>`)}</ul>
        ${end()}`;
}

function moveThere(entries, name) {
    moveTo(entries, name);
    clearSelection();
    closePanel();
}

function conflict(op) {
    const { current, reason } = op.conflict ?? {};
    const names = Object.keys(op.body).filter(name => !current || JSON.stringify(current[name]) !== JSON.stringify(op.body[name]));
    return html`<p>${reason ? t('refused', reason) : t(current ? 'conflictHint' : 'conflictGone', (current ?? op.entry).title.slice(0, 100))}</p>
        <dl class="both">${names.map(name => html`
            <dt>${t('f_' + name)}</dt>
            <dd><span>${t('mineLabel')}</span> <q>${worth(name, op.body[name])}</q></dd>
            ${current ? html`<dd><span>${t('theirsLabel')}</span> <q>${worth(name, current[name])}</q></dd>` : nothing}`)}</dl>
        <div class="panel-buttons">
            <button class="plain" @click=${() => decided(op, false)}>${t(reason ? 'discard' : current ? 'theirs' : 'letGo')}</button>
            ${reason ? html`<button class="plain" @click=${() => copyText(op.body)}>${t('copyText')}</button>` : nothing}
            <button class="primary" @click=${() => decided(op, true)}>${t(reason ? 'tryAgain' : current ? 'mine' : 'bringBack')}</button>
        </div>`;
}

function decided(op, mine) {
    closePanel();
    decide(op, mine);
}


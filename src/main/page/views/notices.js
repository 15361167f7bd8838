// What lies at the foot of the page: what was just done, what is selected, and whether the server is there.

import { changeAll, complete, dueOn, remove } from '../actions.js';
import { plus, today } from '../dates.js';
import { focusOn, focusSoon } from '../focus.js';
import { html, nothing } from '../html.js';
import { icon } from '../icons.js';
import { conflicts, unsure, waiting } from '../queue.js';
import { entryOf } from '../store.js';
import { status } from '../sync.js';
import { t } from '../texts.js';
import { hush, openPanel, redraw, ui } from '../ui.js';

export function notices() {
    return html`<aside class="notices" aria-label=${t('notices')}>
        <div role="status">${connection()}</div>
        <p class="unseen" role="status">${ui.selected.size ? t('selected', ui.selected.size) : nothing}</p>
        ${ui.selected.size ? selection() : nothing}
        <div class="toast-place" role="status" aria-live="polite">${ui.toast ? toast() : nothing}</div>
    </aside>`;
}

function connection() {
    const count = waiting();
    const asked = conflicts()[0];
    if (asked && ui.panel?.kind !== 'conflict') {
        return html`<button class="notice ask-notice" @click=${() => openPanel({ kind: 'conflict', op: asked })}>${t(asked.conflict.reason ? 'refusedEdit' : 'conflict')}</button>`;
    }
    if (unsure().length && ui.panel?.kind !== 'unsent') {
        return html`<button class="notice ask-notice" @click=${() => openPanel({ kind: 'unsent' })}>${t('unsent', unsure().length)}</button>`;
    }
    if (!status.away) {
        return status.damaged.length ? html`<p class="notice">${t('damaged', status.damaged.join(', '))}</p>` : nothing;
    }
    return html`<p class="notice">${icon('cloud')} ${status.problem || t('offline')}. ${count ? t('waiting', count) : t('offlineHint')}</p>`;
}

function toast() {
    const { text, action } = ui.toast;
    return html`<div class="toast"><span>${text}</span>
        ${action ? html`<button @click=${() => take(action)}>${action.label}</button>` : nothing}
    </div>`;
}

/** The button goes away with the focus, which then goes to what comes of it. */
async function take(action) {
    if (ui.toast?.action !== action) {
        return; // it was taken, and the button goes away with the next frame
    }
    hush();
    const key = await action.run();
    if (document.activeElement === document.body) {
        key ? focusSoon(`main li[data-uid="${CSS.escape(key.uid)}"] .title`) : focusOn(null);
    }
}

export function selectedEntries() {
    return [...ui.selected.values()].map(entryOf).filter(Boolean);
}

export function clearSelection() {
    ui.selected.clear();
    redraw();
}

function selection() {
    const with_ = act => () => {
        act(selectedEntries());
        clearSelection();
    };
    return html`<div class="selection" role="toolbar" aria-label=${t('selected', ui.selected.size)}>
        <strong>${t('selected', ui.selected.size)}</strong>
        <button @click=${with_(complete)}>${icon('check')} ${t('done')}</button>
        <button @click=${with_(entries => changeAll(entries, dueOn(today())))}>${t('today')}</button>
        <button @click=${with_(entries => changeAll(entries, dueOn(plus(today(), 1))))}>${t('tomorrow')}</button>
        <button @click=${() => openPanel({ kind: 'move', entries: selectedEntries() })}>${t('moveTo')}…</button>
        <button @click=${with_(remove)}>${icon('trash')} ${t('delete')}</button>
        <button aria-label=${t('clearSelection')} @click=${clearSelection}>${icon('close')}</button>
    </div>`;
}

// What of reminders stands in the settings, and in the card of an entry.

import { html, nothing } from '../html.js';
import { icon } from '../icons.js';
import { addWebhook, canTell, isHere, isTold, readReminders, reminders, removeTarget, tellHere } from '../remind.js';
import { t } from '../texts.js';
import { ui } from '../ui.js';

const BEFORE = ['PT0S', '-PT10M', '-PT30M', '-PT1H', '-PT2H', '-P1D', '-P2D', '-P7D'];

export function remindersChosen() {
    if (!ui.panel.asked) {
        ui.panel.asked = true;
        reminders.secret = null;
        readReminders();
    }
    return html`<fieldset class="reminders"><legend>${t('reminders')}</legend>
        ${here()}
        <ul>${(reminders.targets ?? []).map(target)}</ul>
        ${reminders.secret ? html`<p class="hint">${t('secretOnce', reminders.secret.url)} <code>${reminders.secret.secret}</code></p>` : nothing}
        <form @submit=${add}>
            <label>${t('webhook')} <input type="text" inputmode="url" name="url" required placeholder="https://" autocomplete="off"
                aria-describedby="reminders-problem"></label>
            <button class="plain" type="submit">${t('add')}</button>
        </form>
        <p class="problem" id="reminders-problem" role="alert">${reminders.problem || nothing}</p>
    </fieldset>`;
}

function here() {
    if (!canTell()) {
        return html`<p class="hint">${t('cantNotify')}</p>`;
    }
    return isTold() ? nothing : html`<button class="plain" ?disabled=${!reminders.targets} @click=${tellHere}>${icon('bell')} ${t('notifyHere')}</button>`;
}

function target(each) {
    return html`<li><span class="what"><span>${isHere(each) ? t('thisBrowser') : each.url}</span> <span class="hint">${result(each)}</span>${lost(each)}</span>
        <button class="plain small" aria-label=${t('noMore', each.url)} @click=${() => removeTarget(each)}>${icon('trash')}</button></li>`;
}

function result({ last, waiting }) {
    if (!last) {
        return t('nothingSent');
    }
    return last.delivered ? t('toldAt', moment(last.at)) : t('notTold', last.detail, last.attempts, waiting);
}

function lost({ undelivered }) {
    return undelivered ? html` <span class="hint">${t('undelivered', undelivered.count, moment(undelivered.since))}</span>` : nothing;
}

function moment(text) {
    return new Date(text).toLocaleString(navigator.languages, { dateStyle: 'short', timeStyle: 'short' });
}

async function add(event) {
    event.preventDefault();
    const form = event.target;
    (await addWebhook(new FormData(form).get('url').trim())) && form.reset();
}

/** The choice of when to be reminded of `entry`; `store` stores it. */
export function remindField(entry, store) {
    if (!entry.due && !entry.remind) {
        return nothing;
    }
    const known = entry.remind && !BEFORE.includes(entry.remind) ? [...BEFORE, entry.remind] : BEFORE;
    return html`<label>${t('remind')}
        <select name="remind" @change=${event => store({ remind: event.target.value || null })}>
            <option value="" .selected=${!entry.remind}>${t('remindNot')}</option>
            ${known.map(value => html`<option value=${value} .selected=${entry.remind === value}>${remindText(value)}</option>`)}
        </select></label>`;
}

function remindText(value) {
    const match = /^-P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(value);
    if (value === 'PT0S') {
        return t('remindThen');
    }
    if (!match) {
        return new Date(value).toLocaleString(navigator.languages, { dateStyle: 'medium', timeStyle: 'short' });
    }
    const parts = ['day', 'hour', 'minute'].map((unit, i) => match[i + 1] && `${Number(match[i + 1]).toLocaleString(navigator.languages, { style: 'unit', unit, unitDisplay: 'long' })}`);
    return t('remindBefore', parts.filter(Boolean).join(' '));
}

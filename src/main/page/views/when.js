// When the entry that is edited is due, and how it repeats.

import { change } from '../actions.js';
import { due, here, isShown, onDay, parts, plus, today, zoneNamed } from '../dates.js';
import { html, nothing } from '../html.js';
import { icon } from '../icons.js';
import { entryOf } from '../store.js';
import { t } from '../texts.js';
import { isAt, redraw, say, ui } from '../ui.js';
import { repeating, ruleText } from '../words.js';

/** What is wrong with what is written in a field, by its name. */
let wrong = {};

export function forgetWrong() {
    wrong = {};
}

/** @param written gives what a field is to show; @param store takes fields that have become others */
export function when(entry, written, store) {
    return html`${dueFields(entry, written, store)} ${repeatField(entry, written, store)}`;
}

function dueFields(entry, written, store) {
    const { day = '', time = '', zone = '' } = entry.due ? parts(entry.due) : {};
    const set = event => setDue(event, entry, store);
    return html`<fieldset class="due-fields" @input=${unlock}><legend>${t('due')}</legend>
        <input type="date" name="day" max="9999-12-31" aria-label=${t('day')} .value=${written('day', day)} @change=${set}>
        <input type="time" name="time" aria-label=${t('time')} step=${time.length > 5 ? 'any' : '60'} ?disabled=${!day} .value=${written('time', time)} @change=${set}>
        <input type="text" name="zone" class="zone" list="zones" autocomplete="off" aria-label=${t('zone')} placeholder=${t('anywhere')} ?disabled=${!time}
            aria-invalid=${String('due' in wrong)} aria-describedby="wrong-due" .value=${written('zone', zone)} @change=${set}>
        <datalist id="zones">${[here, ...Intl.supportedValuesOf('timeZone')].map(name => html`<option value=${name}></option>`)}</datalist>
        ${problem('due')}
        <span class="quick">
            ${quick('today', 0)} ${quick('tomorrow', 1)} ${quick('nextWeek', 7)}
            ${entry.due ? html`<button class="chip" @click=${() => store({ due: null }, true)}>${t('noDue')}</button>` : nothing}
        </span>
    </fieldset>`;

    function quick(name, days) {
        return html`<button class="chip" @click=${() => store({ due: onDay((entryOf(ui.editing) ?? entry).due, plus(today(), days)) }, true)}>${t(name)}</button>`;
    }
}

function problem(name) {
    return html`<p class="problem" id=${'wrong-' + name} role="alert">${wrong[name] ?? nothing}</p>`;
}

/** Enables the time once there is a day, and the zone once there is a time, before they are stored, so that Tab reaches them. */
function unlock({ currentTarget }) {
    const { day, time, zone } = fieldsOf(currentTarget);
    time.disabled = !day.value;
    zone.disabled = !day.value || !time.value;
}

function fieldsOf(fieldset) {
    return Object.fromEntries([...fieldset.querySelectorAll('input')].map(input => [input.name, input]));
}

/** What is written is stored as it stands; a due whose parts are as they were stays to the letter. */
function setDue(event, entry, store) {
    const fields = fieldsOf(event.target.closest('fieldset'));
    const [day, time, typed] = [fields.day, fields.time, fields.zone].map(input => input.value.trim());
    const zone = typed && zoneNamed(typed);
    delete wrong.due;
    if (fields.day.validity.badInput || fields.time.validity.badInput) {
        wrong.due = t('incomplete');
    } else if (typed && !zone) {
        wrong.due = t('noSuchZone', typed);
    } else if (day && time && zone && !isShown(day, time, zone)) {
        wrong.due = t('noSuchTime', time, zone);
    } else {
        const old = entry.due ? parts(entry.due) : {};
        const same = old.day === day && (old.time ?? '') === time && (old.zone ?? '') === zone;
        store({ due: same ? entry.due : due(day, time, zone) });
    }
    redraw();
}

function repeatField(entry, written, store) {
    return html`<div class="repeat-field"><label>${t('repeat')}
            <input type="text" name="repeat" list="rules" autocomplete="off" maxlength="200" placeholder=${t('repeatHint')}
                aria-invalid=${String('repeat' in wrong)} aria-describedby="wrong-repeat"
                .value=${written('repeat', entry.repeat ? ruleText(entry) : '')} @change=${event => setRepeat(event, entry, store)}></label>
        ${entry.repeat ? html`<button class="plain small" aria-label=${t('noRepeat')} title=${t('noRepeat')} @click=${event => stop(event, store)}>${icon('close')}</button>` : nothing}
        <datalist id="rules">${t('rules').split(';').map(rule => html`<option value=${rule.trim()}></option>`)}</datalist>
        ${problem('repeat')}
    </div>`;
}

function stop(event, store) {
    const input = event.currentTarget.closest('.repeat-field').querySelector('input');
    delete wrong.repeat;
    store({ repeat: null }, true);
    input.value = '';
    input.focus();
}

/** The server says what the words mean; the card may be closed by then. */
async function setRepeat({ target: input }, entry, store) {
    const text = input.value.trim();
    const was = ui.was ?? entry;
    const said = text ? await understood(text, entry) : { fields: { repeat: null } };
    if (said.fields) {
        const now = entryOf(entry) ?? entry;
        const { properties } = said.fields;
        change(now, said.fields, properties ? { ...was, properties: before(properties, was) } : was);
        if (input.value.trim() === text) {
            input.value = said.fields.repeat ? ruleText({ ...now, ...said.fields }) : '';
        }
    } else if (!isAt(ui.editing, entry)) {
        say(said.problem);
    }
    wrong = said.problem && isAt(ui.editing, entry) ? { ...wrong, repeat: said.problem } : { ...wrong };
    said.problem ?? delete wrong.repeat;
    redraw();
}

async function understood(text, entry) {
    try {
        const fields = await repeating(text, entry);
        return fields ? { fields } : { problem: t('noSuchRule', text) };
    } catch (failure) {
        return { problem: failure.problem ? t('noSuchRule', text) : t('ruleAway') };
    }
}

function before(properties, was) {
    return Object.fromEntries(Object.keys(properties).map(name => [name, was.properties?.[name] ?? null]));
}

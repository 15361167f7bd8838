// The line in which one types what is to be done.

import { add } from '../actions.js';
import { html } from '../html.js';
import { icon } from '../icons.js';
import { t } from '../texts.js';

/** @param label what it says; @param listName where it goes; @param fields what it has beside its title */
export function addLine(label, listName, fields = {}) {
    return html`<form class="add-line" @submit=${event => submit(event, listName, fields)}>
        ${icon('plus')}
        <input id="add" type="text" name="add" autocomplete="off" maxlength="1000" enterkeyhint="done" aria-label=${label} placeholder=${label}>
        <button class="primary" type="submit">${t('add')}</button>
    </form>`;
}

function submit(event, listName, fields) {
    event.preventDefault();
    const input = event.target.elements.add;
    const title = input.value.trim();
    if (title) {
        add(listName, title, fields);
        input.value = '';
    }
    input.focus();
}

// What is shown to whoever has no token.

import { html, nothing } from '../html.js';
import { t } from '../texts.js';
import { setToken } from '../token.js';

export function askForToken(problem) {
    return html`<main class="ask">
        <h1>${t('tokenTitle')}</h1>
        ${problem ? html`<p class="problem" role="alert">${problem}</p>` : nothing}
        <p>${t('tokenHint')}</p>
        <form @submit=${submit}>
            <label>${t('token')} <input type="password" name="token" autocomplete="current-password" required autofocus></label>
            <button class="primary" type="submit">${t('openIt')}</button>
        </form>
    </main>`;
}

function submit(event) {
    event.preventDefault();
    setToken(event.target.elements.token.value);
    location.reload();
}

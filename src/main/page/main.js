// Where it all begins.

import { undoSent } from './actions.js';
import { bringBackOps, sendAll, unsure, whenSent } from './queue.js';
import { clockMoved } from './dates.js';
import { forget } from './disk.js';
import { bringBack } from './keep.js';
import { listenToClicks } from './clicks.js';
import { listenToBack } from './cover.js';
import { putWritten, reopen, storeWritten } from './draft.js';
import { holdFocus } from './focus.js';
import { listenToKeys } from './keys.js';
import { render } from './html.js';
import { arrive, go, here, read, readFirst } from './route.js';
import { begin } from './sync.js';
import { onChange } from './store.js';
import { language, t } from './texts.js';
import { forgetToken, takeToken, token } from './token.js';
import { drawWith, openPanel, redraw, say, showTheme, uncover, ui } from './ui.js';
import { app } from './views/app.js';
import { giveBack } from './views/addline.js';
import { askForToken } from './views/ask.js';
import { drawChunks } from './views/chunks.js';
import { listenToDrags } from './drag.js';

const LOOK = 5_000;
const root = document.getElementById('app');

async function start() {
    document.documentElement.lang = language;
    showTheme();
    if (takeToken()) {
        await forget({ unsent: false });
    }
    addEventListener('hashchange', arrived);
    if (!token()) {
        ask('');
        return;
    }
    const scroll = readFirst();
    reopen(read);
    const ready = bringBack().then(bringBackOps);
    begin({ unknown, current: here, ready });
    await ready;
    if (!token()) {
        return; // it was not taken, and another is asked for
    }
    drawWith(draw);
    onChange(() => redraw());
    followClock();
    listenToKeys();
    listenToDrags();
    listenToClicks();
    listenToBack(uncover);
    whenSent({
        refused,
        conflict: op => openPanel({ kind: 'conflict', op }),
        undo: undoSent,
        unknown,
    });
    sendAll();
    redraw(scroll);
    unsure().length && openPanel({ kind: 'unsent' });
    setTimeout(keepForOffline, 1_000);
}

/** Redraws the page each minute and when it is shown again, since time changes what is due today and what is overdue. */
function followClock() {
    const look = () => clockMoved() && redraw();
    setInterval(look, LOOK);
    ['focus', 'pageshow', 'visibilitychange'].forEach(name => addEventListener(name, look));
}

function refused(op, message) {
    say(op.kind === 'restore' && op.ifMatch ? t('usedAgain', op.list) : t('refused', message));
    if (op.kind === 'add') {
        giveBack(op.line ?? op.body.title);
    }
}

/** Reloads if the new address has a token: a link may be opened in a tab that shows the page or asks for a token. */
function arrived(event) {
    if (location.hash.startsWith('#token=')) {
        location.reload();
    } else {
        arrive(new URL(event.oldURL).hash);
    }
}

function draw() {
    root.querySelector(':scope > .starting')?.remove();
    document.title = `${ui.title ?? t('today')} – Todo`;
    const putBack = holdFocus();
    render(app(), root);
    drawChunks();
    putWritten();
    putBack();
    const wanted = ui.focusNext && document.querySelector(ui.focusNext);
    if (wanted) {
        ui.focusNext = null;
        wanted.focus();
    }
}

function ask(problem) {
    drawWith(() => {
        root.replaceChildren();
        render(askForToken(problem), document.body);
    });
    redraw();
}

function unknown() {
    forgetToken();
    ask(t('tokenWrong'));
}

/** The worker answers for this page when there is no network. Browsers have it on this machine and over HTTPS alone. */
function keepForOffline() {
    if ('serviceWorker' in navigator) {
        const policy = globalThis.trustedTypes?.createPolicy('todo', { createScriptURL: url => url });
        const url = policy ? policy.createScriptURL('/worker.js') : '/worker.js';
        const register = () => navigator.serviceWorker.register(url).catch(later);
        navigator.serviceWorker.addEventListener('message', event => event.data.place && go(event.data.place));
        const later = () => addEventListener('online', register, { once: true }); // the server is not there now
        register();
    }
}

/** What is being written is stored when the tab is hidden, for it may never be shown again; the focus stays. */
document.addEventListener('visibilitychange', () => document.hidden && storeWritten());
start();

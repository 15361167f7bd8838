// Who is reminded: this browser, by notifications, and others, by webhooks.

import { Away, call, get } from './api.js';
import { t } from './texts.js';
import { redraw } from './ui.js';

const HERE = 'todo.reminded'; // the id that the server has this browser under

export const reminders = { targets: null, key: '', secret: null, problem: '' };

/** Whether this browser can be told at all. Browsers can on this machine and over HTTPS alone. */
export function canTell() {
    return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
}

export function isHere(target) {
    return target.id === localStorage.getItem(HERE);
}

export function isTold() {
    return reminders.targets?.some(isHere) && Notification.permission === 'granted';
}

/** Asks the server who is told. */
export async function readReminders() {
    await tried(async () => {
        const { targets, key } = (await get('/api/reminders')).body;
        Object.assign(reminders, { targets, key });
    });
}

/** Has this browser told, if the person allows it. */
export async function tellHere() {
    if ((await Notification.requestPermission()) !== 'granted') {
        reminders.problem = t('notAllowed');
        redraw();
        return;
    }
    await tried(async () => {
        const worker = await navigator.serviceWorker.ready;
        const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: reminders.key });
        const { endpoint, keys } = subscription.toJSON();
        const { body } = await call('POST', '/api/reminders/browsers', { body: { endpoint, keys } });
        localStorage.setItem(HERE, body.id);
        await readReminders();
    });
}

/** Gives whether it was added. */
export async function addWebhook(url) {
    return tried(async () => {
        const { body } = await call('POST', '/api/reminders/webhooks', { body: { url } });
        reminders.secret = body;
        await readReminders();
    });
}

export async function removeTarget(target) {
    await tried(async () => {
        await call('DELETE', '/api/reminders/targets/' + target.id);
        if (isHere(target)) {
            localStorage.removeItem(HERE);
            const worker = await navigator.serviceWorker?.getRegistration();
            await (await worker?.pushManager.getSubscription())?.unsubscribe();
        }
        await readReminders();
    });
}

/** Gives whether `act` worked; what did not stands in the settings, as `reminders.problem`. */
async function tried(act) {
    reminders.problem = '';
    try {
        await act();
    } catch (failure) {
        reminders.problem = failure instanceof Away ? t('offline') : t('refused', failure.message);
    }
    redraw();
    return !reminders.problem;
}

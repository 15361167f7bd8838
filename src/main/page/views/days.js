// What is due, across all lists: today, overdue, and what is coming by day or by month.

import { compareDue, dayNames, dayText, isOverdue, longDayText, monthText, onMyClock, otherMonth, plus, shortDayText, timeText, today, weeksOf } from '../dates.js';
import { held } from '../draft.js';
import { focusSoon } from '../focus.js';
import { html, nothing, repeat } from '../html.js';
import { icon } from '../icons.js';
import { lastList, to } from '../route.js';
import { allKnown, allOpen, list, sortedLists, titleOf } from '../store.js';
import { status } from '../sync.js';
import { t } from '../texts.js';
import { isAt, ui } from '../ui.js';
import { addLine, tryOut } from './addline.js';
import { chunks } from './chunks.js';
import { entryRow } from './entry.js';

const DAYS = 14;

/** Open entries with a due that `wants` the day on the reader's clock, in order. The one that is edited stays where it was. */
function dueEntries(wants) {
    const found = [];
    for (const entry of [...allOpen(), held()]) {
        const stood = isAt(ui.editing, entry ?? {}) ? (ui.editing.opened ?? entry) : entry;
        if (stood?.due && wants(onMyClock(stood.due).day, stood)) {
            found.push({ entry, stood });
        }
    }
    found.sort(({ stood: a }, { stood: b }) => compareDue(a.due, b.due) || (a.priority || 10) - (b.priority || 10) || (a.title < b.title ? -1 : 1));
    return found.map(({ entry }) => entry);
}

function entryList(entries, showDay, which) {
    return chunks(entries, entry => entry.list + entry.uid, (entry, place) => entryRow({ entry, showList: true, showDay, place }),
        entry => isAt(ui.cursor, entry) || isAt(ui.editing, entry), which);
}

function nothingDue(name) {
    const none = !sortedLists().length;
    if (!allKnown() || (status.first && none)) {
        return html`<p class="hint loading">${t('loading')}</p>`;
    }
    return none && name === 'emptyToday' ? welcome() : html`<div class="nothing"><p>${t(name)}</p><p class="hint">${t(name + 'Hint')}</p></div>`;
}

/** For who has nothing yet: what can be typed. */
function welcome() {
    return html`<div class="nothing welcome"><p>${t('welcome')}</p><p class="hint">${t('welcomeHint')}</p>
        <ul>${t('examples').split('; ').map(line => html`<li><button class="chip" @click=${() => tryOut(line)}>${line}</button></li>`)}</ul>
        <p class="hint keep-hint"><kbd>?</kbd> ${t('welcomeKeys')}</p></div>`;
}

/** The list to which something is added where no list is looked at. */
function home() {
    const lists = sortedLists();
    const last = list(lastList());
    return lists.includes(last) ? last : (lists[0] ?? { name: t('inbox') });
}

export function todayView() {
    ui.title = t('today');
    const day = today();
    const late = dueEntries((due, entry) => due < day && isOverdue(entry.due));
    const now = dueEntries(due => due === day);
    return html`<section class="view">
        <header class="head"><h1>${t('today')}</h1><p class="sub">${longDayText(day)}</p></header>
        ${addLine(t('addToday', titleOf(home())), home().name, () => ({ due: today() }))}
        ${late.length ? html`<h2 class="day late">${t('overdue')}</h2>${entryList(late, true, 'late')}<h2 class="day">${t('today')}</h2>` : nothing}
        ${now.length ? entryList(now, false) : nothingDue('emptyToday')}
    </section>`;
}

export function overdue() {
    ui.title = t('overdue');
    const late = dueEntries((_, entry) => isOverdue(entry.due));
    return html`<section class="view">
        <header class="head"><h1>${t('overdue')}</h1></header>
        ${late.length ? entryList(late, true) : nothingDue('emptyOverdue')}
    </section>`;
}

/** @param place a month such as `2026-12`, a day of it to open such as `2026-12-24`, or empty for the next days */
export function days(place) {
    const [, month = '', open] = /^(\d{4}-\d\d)(-\d\d)?$/.exec(place) ?? [];
    ui.title = t('upcoming');
    return html`<section class=${month ? 'view wide' : 'view'}>
        <header class="head"><h1>${t('upcoming')}</h1>
            <div class="tools switch">
                <a class="button" href=${to.upcoming()} aria-current=${month ? nothing : 'true'}>${t('week')}</a>
                <a class="button" href=${to.upcoming(month || today().slice(0, 7))} aria-current=${month ? 'true' : nothing}>${t('month')}</a>
            </div>
        </header>
        ${month ? monthView(month, open && place) : dayByDay()}
    </section>`;
}

function dayByDay() {
    const from = today();
    const byDay = groups(dueEntries(day => day >= from));
    const near = Array.from({ length: DAYS }, (_, i) => plus(from, i));
    const far = [...byDay.keys()].filter(day => day > near.at(-1));
    return html`
        ${addLine(t('addTomorrow', titleOf(home())), home().name, () => ({ due: plus(today(), 1) }))}
        ${byDay.size ? nothing : nothingDue('emptyUpcoming')}
        ${repeat([...near, ...far], day => day, day => oneDay(day, byDay.get(day) ?? []))}`;
}

function groups(entries) {
    return Map.groupBy ? Map.groupBy(entries, entry => onMyClock(entry.due).day)
        : entries.reduce((map, entry) => {
            const { day } = onMyClock(entry.due);
            return map.set(day, [...(map.get(day) ?? []), entry]);
        }, new Map());
}

function oneDay(day, entries, open = false) {
    return html`<section class=${['one-day', !entries.length && 'free', open && 'open-day'].filter(Boolean).join(' ')} data-day=${day}>
        <h2 class="day" tabindex="-1">${dayNames(day).map((name, i) => (i ? html` <span>${name}</span>` : name))}</h2>
        ${entries.length ? entryList(entries, false, day) : nothing}
    </section>`;
}

/** @param open the open day, if any; then only its entries are below the month */
function monthView(month, open) {
    const weeks = weeksOf(month);
    const byDay = groups(dueEntries(day => day >= weeks[0][0] && day <= weeks.at(-1)[6]));
    const below = open ? [open] : weeks.flat().filter(day => byDay.has(day) && day.startsWith(month));
    return html`
        <div class="month-head">
            <a class="button" href=${to.upcoming(otherMonth(month, -1))} aria-label=${t('previous')}>${icon('left')}</a>
            <h2>${monthText(month)}</h2>
            <a class="button" href=${to.upcoming(otherMonth(month, 1))} aria-label=${t('next')}>${icon('right')}</a>
        </div>
        <table class="month">
            <thead><tr>${weeks[0].map(day => html`<th scope="col">${shortDayText(day).weekday}</th>`)}</tr></thead>
            <tbody>${weeks.map(week => html`<tr>${week.map(day => cell(day, month, day === open, byDay.get(day) ?? []))}</tr>`)}</tbody>
        </table>
        ${open ? addLine(t('addDue', titleOf(home()), dayText(open)), home().name, () => ({ due: open })) : nothing}
        ${repeat(below, day => day, day => oneDay(day, byDay.get(day) ?? [], day === open))}`;
}

/** One link that opens the day, or closes it. Its entries are decoration: on a phone they are too small to hit. */
function cell(day, month, open, entries) {
    const kind = [day === today() && 'now', day.slice(0, 7) !== month && 'other', open && 'open'].filter(Boolean).join(' ');
    return html`<td class=${kind}><a class="of-month" href=${to.upcoming(open ? month : day)} aria-current=${open ? 'true' : nothing}
            aria-label=${t('entriesOn', longDayText(day), t('many', entries.length))} @click=${() => open || focusSoon(`.open-day[data-day='${day}'] h2`)}>
        <span class="date">${shortDayText(day).date}</span>
        ${entries.slice(0, 4).map(entry => {
            const { time } = onMyClock(entry.due);
            return html`<span class="in-month">${time ? timeText(time) + ' ' : ''}${entry.title}</span>`;
        })}
        ${entries.length > 4 ? html`<span class="hint">+${entries.length - 4}</span>` : nothing}
    </a></td>`;
}

// Days and times as people here read them, and the three kinds of due: a day `2026-12-24`, a local time
// `2026-12-24T17:00`, a time in a zone `2026-12-24T17:00+01:00[Europe/Berlin]`. None is ever turned into another; for
// showing and sorting, a time in a zone is looked at on the reader's clock.

import { locale, t } from './texts.js';

/** The reader's time zone; `clockMoved` updates it. */
export let here = zoneNow();
const OFFSET = /^(Z|[+-]\d\d:\d\d(:\d\d)?)$/;
const formats = new Map();
let looked = '';

function format(options) {
    const key = JSON.stringify(options);
    if (!formats.has(key)) {
        formats.set(key, new Intl.DateTimeFormat(locale, options));
    }
    return formats.get(key);
}

function zoneNow() {
    return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Reads the clock; true if the minute or the time zone differs from the previous call. */
export function clockMoved() {
    if (here !== zoneNow()) {
        here = zoneNow();
        formats.clear(); // a format keeps the zone in which it was made
    }
    const before = looked;
    looked = `${here} ${today()} ${nowTime()}`;
    return looked !== before;
}

const two = number => String(number).padStart(2, '0');

export function dayOf(date) {
    return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export function today() {
    return dayOf(new Date());
}

/** The date at noon, so that no change of the clocks moves it to another day. */
export function dateOf(day) {
    const [year, month, date] = day.split('-').map(Number);
    return new Date(year, month - 1, date, 12);
}

export function plus(day, days) {
    const date = dateOf(day);
    date.setDate(date.getDate() + days);
    return dayOf(date);
}

/** `{day, time, zone, instant}` of a due, as written; `instant` only where it has a zone. */
export function parts(due) {
    const match = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::[\d.]+)?)(Z|[+-]\d\d:\d\d(?::\d\d)?)?(?:\[(.+)])?)?$/.exec(due);
    if (!match) {
        return { day: due.slice(0, 10) };
    }
    const [, day, time, offset, zone] = match;
    return { day, time, zone: zone ?? offset, instant: offset ? instantOf(day, time, offset) : undefined };
}

function instantOf(day, time, offset) {
    const [, sign, hours, minutes, seconds = 0] = /^([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(offset) ?? [0, '+', 0, 0];
    const away = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * (sign === '-' ? -1_000 : 1_000);
    return new Date(Date.parse(`${day}T${time.slice(0, 5)}Z`) - away);
}

/** The day and time that the reader's clock shows when it is due. */
export function onMyClock(due) {
    const { day, time, instant } = parts(due);
    return instant
        ? { day: dayOf(instant), time: `${two(instant.getHours())}:${two(instant.getMinutes())}` }
        : { day, time };
}

/** A due of these; `zone` empty for wherever one is. */
export function due(day, time, zone) {
    if (!day) {
        return null;
    }
    if (!time || !zone) {
        return time ? `${day}T${time}` : day;
    }
    return OFFSET.test(zone) ? `${day}T${time}${zone}` : `${day}T${time}${offset(day, time, zone)}[${zone}]`;
}

/** A due that is the same but for its day, which is `day` on the reader's clock. */
export function onDay(value, day) {
    if (!value) {
        return day;
    }
    const { day: written, time, zone } = parts(value);
    return due(plus(written, daysBetween(onMyClock(value).day, day)), time, zone);
}

function daysBetween(from, to) {
    return Math.round((dateOf(to) - dateOf(from)) / 86_400_000);
}

/** The offset of a zone when its clock shows that time. */
function offset(day, time, zone) {
    const wall = Date.parse(`${day}T${time.slice(0, 5)}Z`);
    let at = wall;
    for (let i = 0; i < 2; i++) {
        at = wall - minutesAt(at, zone) * 60_000;
    }
    const minutes = minutesAt(at, zone);
    return `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}

function minutesAt(instant, zone) {
    const shown = new Intl.DateTimeFormat('en-US', {
        timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric',
    }).formatToParts(instant);
    const of = type => Number(shown.find(part => part.type === type).value);
    const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'));
    return Math.round((wall - Math.floor(instant / 60_000) * 60_000) / 60_000);
}

/** The name of the zone that is meant by what somebody has typed, such as `berlin`; undefined if there is none. */
export function zoneNamed(text) {
    const wanted = text.trim().replaceAll(' ', '_');
    if (OFFSET.test(wanted)) {
        return wanted;
    }
    const same = name => name.toLowerCase() === wanted.toLowerCase();
    const zones = ['UTC', here, ...Intl.supportedValuesOf('timeZone')];
    return zones.find(same) ?? zones.find(zone => same(zone.split('/').at(-1))) ?? (isZone(wanted) ? wanted : undefined);
}

function isZone(zone) {
    try {
        format({ timeZone: zone });
        return true;
    } catch {
        return false;
    }
}

/** Whether the clocks in that zone show that time on that day; once a year they leave some out. */
export function isShown(day, time, zone) {
    const { instant } = parts(due(day, time, zone));
    return OFFSET.test(zone) || minutesAt(instant.getTime(), zone) * 60_000 === Date.parse(`${day}T${time.slice(0, 5)}Z`) - instant.getTime();
}

export function isOverdue(due) {
    const mine = onMyClock(due);
    return mine.day < today() || (mine.day === today() && mine.time !== undefined && mine.time < nowTime());
}

function nowTime() {
    const now = new Date();
    return `${two(now.getHours())}:${two(now.getMinutes())}`;
}

/** By the reader's clock; a whole day before its times. */
export function compareDue(a, b) {
    const [x, y] = [onMyClock(a), onMyClock(b)];
    return x.day < y.day ? -1 : x.day > y.day ? 1 : (x.time ?? '') < (y.time ?? '') ? -1 : (x.time ?? '') > (y.time ?? '') ? 1 : 0;
}

export function dayText(day) {
    const away = daysBetween(today(), day);
    if (away >= -1 && away <= 1) {
        return t(['yesterday', 'today', 'tomorrow'][away + 1]);
    }
    if (away > 1 && away < 7) {
        return format({ weekday: 'long' }).format(dateOf(day));
    }
    const sameYear = day.slice(0, 4) === today().slice(0, 4);
    return format({ day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }).format(dateOf(day));
}

export function longDayText(day) {
    return format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(dateOf(day));
}

/** A day as a heading: how one calls it, and its date. */
export function dayNames(day) {
    const away = daysBetween(today(), day);
    const sameYear = day.slice(0, 4) === today().slice(0, 4);
    const near = Math.abs(away) <= 1;
    const date = format({ ...(near ? { weekday: 'long' } : {}), day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) }).format(dateOf(day));
    return [near ? dayText(day) : format({ weekday: 'long' }).format(dateOf(day)), date];
}

export function timeText(time) {
    return format({ timeStyle: 'short' }).format(new Date(2000, 0, 1, ...time.split(':').map(Number)));
}

/** A due for reading, short; `withDay` false where the day is said already. */
export function dueText(value, withDay = true) {
    const { day, time } = onMyClock(value);
    const zone = parts(value).zone;
    return [
        withDay && dayText(day),
        time && timeText(time),
        zone && zone !== here && `(${zone.split('/').at(-1).replaceAll('_', ' ')})`,
    ].filter(Boolean).join(' ');
}

export function momentText(instant) {
    return format({ dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));
}

export function monthText(month) {
    return format({ month: 'long', year: 'numeric' }).format(dateOf(month + '-01'));
}

export function shortDayText(day) {
    return { weekday: format({ weekday: 'short' }).format(dateOf(day)), date: dateOf(day).getDate() };
}

/** The weeks of a month, each of seven days, from the day on which weeks begin here. */
export function weeksOf(month) {
    const first = dateOf(month + '-01');
    const back = (first.getDay() - firstWeekday() + 7) % 7;
    const weeks = [];
    for (let day = plus(month + '-01', -back); weeks.length < 4 || day.slice(0, 7) === month; ) {
        weeks.push(Array.from({ length: 7 }, (_, i) => plus(day, i)));
        day = plus(day, 7);
    }
    return weeks;
}

function firstWeekday() {
    const region = new Intl.Locale(locale);
    const info = region.getWeekInfo?.() ?? region.weekInfo;
    return (info?.firstDay ?? 1) % 7;
}

export function otherMonth(month, by) {
    const date = dateOf(month + '-01');
    date.setMonth(date.getMonth() + by);
    return dayOf(date).slice(0, 7);
}

// Words as people type them. What they mean, and how a rule reads, is known to the server alone.

import { call, Refused } from './api.js';
import { due, here, parts } from './dates.js';
import { language, locale, t } from './texts.js';
import { redraw } from './ui.js';

const FROM = 'X-TODO-REPEAT-FROM';
const KEPT = 'todo.rules';
const MOST_KEPT = 200;

const speech = language.startsWith('en') ? 'en-' + new Intl.Locale(locale).maximize().region : language; // 3/4 is a day of April in most regions
const said = new Map(JSON.parse(localStorage.getItem(KEPT) ?? '[]')); // how rules read, as far as that is known
let asking = Promise.resolve();

/** Text as a title can have it: what is pasted may have tabs or ends of lines. */
export function oneLine(text) {
    return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
}

/** What a line means: `{entry, chips}`. Of it, what is in `keep` stays text. */
export async function understand(text, keep = []) {
    return (await call('POST', '/api/parse', { body: { text, keep, language: speech, zone: here } })).body;
}

/**
 * The entry that a line means where entries have `fields` unless it says otherwise. A line that would have no title is
 * one; a time alone is on the day that is given already.
 */
export function meant(text, { entry, chips }, fields) {
    const { title, ...said } = entry;
    if (!title) {
        return { ...fields, title: text };
    }
    if (fields.due && said.due && !chips.some(chip => chip.kind === 'date' || chip.kind === 'repeat')) {
        const { time, zone } = parts(said.due);
        said.due = due(fields.due, time, zone);
    }
    return { ...fields, ...said, title };
}

/** How an entry's rule reads in the reader's language. Until that is known, only that there is one. */
export function ruleText({ repeat, properties }) {
    return ruleWords(repeat, properties?.[FROM] === 'COMPLETION' ? 'completion' : 'due');
}

export function ruleWords(rule, from = 'due') {
    const key = `${language} ${from} ${rule}`;
    if (!said.has(key)) {
        said.set(key, t('repeats'));
        asking = asking.then(() => askWords(key, rule, from));
    }
    return said.get(key);
}

/** One after the other, so that a long list does not ask for all of its rules at once. */
async function askWords(key, rule, from) {
    try {
        learn(key, (await call('POST', '/api/repeat', { body: { rule, from, language } })).body.words);
    } catch (failure) {
        failure instanceof Refused ? said.set(key, rule) : said.delete(key);
    }
}

function learn(key, words) {
    said.set(key, words);
    const known = [...said].filter(([, text]) => text !== t('repeats'));
    localStorage.setItem(KEPT, JSON.stringify(known.slice(-MOST_KEPT)));
    redraw();
}

export function forgetRules() {
    localStorage.removeItem(KEPT);
}

/** What of `entry` becomes another if it repeats as `text` says; null if that is not understood. */
export async function repeating(text, entry) {
    const { entry: meant, chips } = /^(RRULE:)?FREQ=/i.test(text) ? await ofRule(text.replace(/^RRULE:/i, '').toUpperCase()) : await understand(text);
    if (!meant.repeat || meant.title || chips.some(chip => chip.kind === 'tag' || chip.kind === 'priority')) {
        return null;
    }
    const from = meant.properties?.[FROM] ?? null;
    chips.filter(chip => chip.words).forEach(chip => learn(`${language} ${from ? 'completion' : 'due'} ${meant.repeat}`, chip.words));
    return {
        repeat: meant.repeat,
        ...(from === (entry.properties?.[FROM] ?? null) ? {} : { properties: { [FROM]: from } }),
        ...dueOf(meant, entry, chips.some(chip => chip.kind === 'date')),
    };
}

async function ofRule(repeat) {
    await call('POST', '/api/repeat', { body: { rule: repeat } });
    return { entry: { repeat }, chips: [] };
}

/** A time that is said with the rule is that of the entry; its day and its zone stay if it has them. */
function dueOf(meant, entry, dayIsSaid) {
    if (!meant.due || !entry.due) {
        return meant.due ? { due: meant.due } : {};
    }
    const old = parts(entry.due);
    const given = parts(meant.due);
    const hourly = meant.repeat.includes('FREQ=HOURLY') && old.time;
    return { due: due(dayIsSaid ? given.day : old.day, (!hourly && given.time) || old.time, given.zone ?? old.zone) };
}

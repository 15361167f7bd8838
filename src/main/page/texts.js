// All that the page says, in each language it speaks. `{0}` is replaced by what is given; a text for a number has the
// form for one before the `|`.

import { de } from './texts-de.js';

const en = {
    today: 'Today', tomorrow: 'Tomorrow', yesterday: 'Yesterday', upcoming: 'Upcoming', overdue: 'Overdue', search: 'Search',
    lists: 'Lists', newList: 'New list', menu: 'Menu', close: 'Close', cancel: 'Cancel', save: 'Save', views: 'Views',
    open: '{0} open', add: 'Add', addTo: 'Add to {0}', addToday: 'Add a task to {0}, due today', addTomorrow: 'Add a task to {0}, due tomorrow', addDue: 'Add a task to {0}, due {1}', inbox: 'Inbox', undo: 'Undo',
    understood: 'Understood', keep: 'Keep “{0}” as text', kept: '“{0}” stays text: understand it again', keepHint: 'Esc: as text', addedFor: 'Added for {0}.',
    chip_date: 'Date', chip_time: 'Time', chip_priority: 'Priority', chip_tag: 'Tag', chip_repeat: 'Repeats',
    skip: 'Skip to the entries', nextWeek: 'Next week', noDue: 'No date',
    emptyList: 'Nothing to do here.', emptyListHint: 'Type above and press Enter, or press n.',
    emptyToday: 'Nothing is due today.', emptyTodayHint: 'Enjoy it, or look at what is coming up.',
    welcome: 'What is to be done?', welcomeHint: 'Type it above as you would say it. For example:', welcomeKeys: 'shows all keys',
    examples: 'Dentist tomorrow 5pm !1 #health every 6 months; Pay the rent every month; Call grandma on Sunday',
    emptyOverdue: 'Nothing is overdue.', emptyOverdueHint: 'All is on time.',
    emptyUpcoming: 'Nothing is coming up.', emptyUpcomingHint: 'Entries with a date show here.',
    noLists: 'No lists yet.', noListsHint: 'Make one, and it shows here and everywhere at once.',
    noSuchList: 'There is no list {0}.', noSuchListHint: 'Its first entry brings it to life.',
    completed: '{0} completed', showMore: 'Show more', loading: 'Loading…',
    complete: 'Complete {0}', fold: 'Hide what is below {0}', unfold: 'Show what is below {0}',
    drag: 'Move {0}: drag, or Alt and the arrow keys', title: 'Title', notes: 'Notes', notesHint: 'Notes (Markdown)', editNotes: 'Edit notes',
    due: 'Due', day: 'Day', time: 'Time', zone: 'Time zone', anywhere: 'wherever I am', priority: 'Priority', tags: 'Tags', tagsHint: 'such as home garden',
    number: '{0}', noPriority: 'None', high: 'High', medium: 'Medium', low: 'Low', list: 'List', moveTo: 'Move to', delete: 'Delete', done: 'Done',
    addSubtask: 'Add subtask', subtask: 'New subtask', move_up: 'Move up', move_down: 'Move down', move_in: 'Move in: a part of the one above', move_out: 'Move out', repeats: 'repeats',
    repeat: 'Repeats', repeatHint: 'such as every last Friday', noRepeat: 'Don’t repeat',
    rules: 'every day; every weekday; every week; every 2 weeks; every month; every last Friday of the month; every year; every 3 days after completion',
    noSuchRule: '“{0}” is not understood; write it like “every last Friday” or “every 3 days after completion”.', ruleAway: 'The server must be there to understand this.',
    incomplete: 'This date or time isn’t complete, so it isn’t saved.',
    noSuchZone: 'There is no time zone “{0}”; write it like Europe/Berlin.', noSuchTime: 'The clocks in {1} leave {0} out on that day.',
    quoted: '“{0}”', many: '{0} task|{0} tasks', completedOne: '{0} completed', reopened: '{0} reopened', deleted: '{0} deleted', moved: '{0} moved to {1}', changedOne: '{0} changed', created: '{0} created',
    restored: '{0} restored', undone: 'Undone: {0}', selected: '{0} selected', clearSelection: 'Clear selection', cantUndo: 'There is nothing to undo.',
    deleteListAsk: 'Delete “{1}” with its {0} task? You can undo this.|Delete “{1}” with its {0} tasks? You can undo this.',
    usedAgain: '“{0}” has been used again since it was deleted. You can restore it from its history.',
    card_completed: '“{0}” was completed elsewhere.', card_deleted: '“{0}” was deleted elsewhere while you were editing it.', card_moved: '“{0}” was moved to “{1}” elsewhere while you were editing it.', card_listDeleted: 'The list with “{0}” was deleted elsewhere while you were editing it.',
    copyText: 'Copy my text', copied: 'Text copied', saveThere: 'Save my change in “{0}”', bringBackAlone: 'Restore it',
    historyAway: 'You’re offline; the history needs the server.', historyAwayHint: 'It appears as soon as the server can be reached.',
    notices: 'Messages', offline: 'Offline', offlineHint: 'You can go on; changes are sent later.', waiting: '{0} change waits|{0} changes wait',
    refused: 'This was not taken: {0}',
    refusedEdit: 'A change was not taken', tryAgain: 'Try again',
    conflict: 'Edited in two places', conflictHint: '“{0}” was changed elsewhere while you changed it here.', conflictGone: '“{0}” was deleted elsewhere while you changed it here.',
    mine: 'Keep mine', theirs: 'Keep the other version', mineLabel: 'Mine', theirsLabel: 'The other version', bringBack: 'Restore it with my change', letGo: 'Discard my change', none: 'nothing',
    properties: 'List settings', colour: 'Colour', name: 'Name', nameHint: 'the name in addresses; it stays', deleteList: 'Delete list',
    position: 'Position', create: 'Create', noColour: 'none',
    history: 'History', historyHint: 'Every change, newest first.', asOf: 'As it was', floor: 'What was before that is no longer kept.', now: 'Now', takeBack: 'Take back', restore: 'Restore the list to this moment',
    version: 'Version {0} of {1}',
    kind_added: 'added', kind_edited: 'changed', kind_removed: 'deleted', kind_movedOut: 'moved to {0}', kind_movedIn: 'came from {0}', kind_described: 'List settings changed', kind_dropped: 'List deleted',
    undoes: 'takes back {0}',
    f_title: 'title', f_notes: 'notes', f_due: 'due', f_priority: 'priority', f_tags: 'tags', f_completedAt: 'completed', f_order: 'position', f_parent: 'part of', f_repeat: 'repetition', f_properties: 'properties',
    month: 'Month', week: 'Days', previous: 'Previous month', next: 'Next month', entriesOn: '{0}: {1}',
    searchHint: 'Search all lists', found: '{0} found', damaged: 'The server can’t read these lists: {0}. Run ./todo check there.', foundFirst: 'The first {0} found. Type more to narrow it down.', searchCompleted: 'Include completed', nothingFound: 'Nothing found for “{0}”.',
    help: 'Keys', helpHint: 'All of it, without a mouse.', goTo: 'Go to a list or do something…', nothingFits: 'Nothing fits.',
    singleKeys: 'A letter alone does something, such as x: complete', isSelected: 'selected', theme: 'Theme', dark: 'Dark', light: 'Light', system: 'As the system', signOut: 'Sign out', settings: 'Settings',
    tokenTitle: 'Todo', tokenHint: 'Open the link from the terminal, or paste the token from the file todo-data/token on the server.', token: 'Token', openIt: 'Sign in', tokenWrong: 'This token isn’t valid for this server (it may have been changed).',
    unsent: '{0} unsent change|{0} unsent changes', unsentTitle: 'Unsent changes', unsentYet: '{0} change hasn’t been sent to the server yet.|{0} changes haven’t been sent to the server yet.', unsentKept: 'If you keep unsent changes, they stay in this browser. You can send them the next time you sign in.',
    unsentBefore: '{0} change was made in this browser before you signed in, and hasn’t been sent. Send it to this server?|{0} changes were made in this browser before you signed in, and haven’t been sent. Send them to this server?',
    keepAndLeave: 'Keep and sign out', discardAndLeave: 'Discard and sign out', discard: 'Discard', notNow: 'Not now', sendThem: 'Send',
    reminders: 'Reminders', notifyHere: 'Notify me in this browser', thisBrowser: 'This browser', cantNotify: 'This browser can’t show notifications here; it can on the server’s own machine, and over HTTPS.', notAllowed: 'The browser was not allowed to show notifications.',
    webhook: 'Webhook, told of each reminder', secretOnce: 'What is sent to {0} is signed with this secret, shown this once:', noMore: 'Tell {0} nothing more',
    nothingSent: 'nothing sent yet', toldAt: 'last told {0}', notTold: '{0}; tried {1} times, {2} waiting', undelivered: '{0} reminder was not delivered since {1}.|{0} reminders were not delivered since {1}.',
    remind: 'Remind me', remindNot: 'No', remindThen: 'when it is due', remindBefore: '{0} before', f_remind: 'reminder',
    inside: 'The house at work', insideHint: 'Every list is a process of its own. This is what they do now.', insideReads: 'What is only read is answered at the door, from what is on disk; it does not go to the list.',
    door: 'At the door', requestsEach: 'Requests / s', underWay: 'On their way', connections: 'Connections', streams: 'Watching', memory: 'Memory', plainText: 'This page comes over plain HTTP: whoever listens in the network can read your lists and the token. HTTPS prevents that.',
    memoryOfLists: 'Memory of lists', ofMegabytes: '{0} of {1} MB',
    awake: '{0} list is awake|{0} lists are awake', moreAwake: 'and {0} more, less busy', nobodyAwake: 'No list is awake. It wakes when somebody asks for it.',
    is_awake: 'awake', is_loading: 'is being loaded', is_crashed: 'has crashed', backAfter: 'back after {0} ms', healed: '{0} is back after {1} ms, with all it had.',
    entriesHeld: 'Entries', messagesEach: 'Messages / s', mailbox: 'Mailbox', forDisk: 'Wait for disk', crash: 'Crash', crashList: 'Crash {0}',
    servers: 'Servers of the cluster', server_joining: 'joins', server_weaklyup: 'joins', server_up: 'is up', server_leaving: 'leaves', server_exiting: 'leaves', server_down: 'is down', server_removed: 'is gone', unreachable: 'can’t be reached', thisServer: 'this one', firstServer: 'does what one alone must do',
    workers: 'Workers of the database', worker: 'Worker {0}', changesEach: 'Changes / s', inOneCommit: 'In one commit', commitTakes: 'A commit takes', queue: 'Queue', readerQueue: 'Queue of its reader',
    k_inside: 'go to the house at work',
    k_new: 'new entry', k_search: 'search', k_down: 'next', k_up: 'previous', k_done: 'complete', k_edit: 'edit', k_undo: 'undo', k_delete: 'delete', k_select: 'select', k_fold: 'fold',
    k_due: 'due today', k_dueTomorrow: 'due tomorrow', k_priority: 'priority', k_move: 'move to list', k_order: 'move up, down, in, out', k_today: 'go to Today', k_upcoming: 'go to Upcoming', k_overdue: 'go to Overdue',
    k_history: 'go to History', k_bar: 'command bar', k_help: 'these keys', k_close: 'close', k_list: 'go to a list',
};

const texts = { en, de };

/** The language of these texts; that of days and times is the reader's own, `locale`. */
export const language = navigator.languages.find(each => each.slice(0, 2) in texts) ?? 'en';
export const locale = navigator.languages[0] ?? language;
const spoken = texts[language.slice(0, 2)];

export function t(name, ...values) {
    const text = spoken[name];
    const form = text.includes('|') ? text.split('|')[Number(values[0]) === 1 ? 0 : 1] : text;
    return form.replace(/\{(\d)}/g, (_, i) => values[i]);
}

/** One form for all that people take for the same text, as the server searches by it (`Query.fold`). */
export function fold(text) {
    return /^[\x00-\x7f]*$/.test(text)
        ? text.toLowerCase()
        : text.normalize('NFKD').replace(/\p{Mn}+/gu, '').replaceAll('ẞ', 'ß').toUpperCase().toLowerCase().replaceAll('ς', 'σ');
}

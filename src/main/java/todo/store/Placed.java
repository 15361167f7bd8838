package todo.store;

import todo.list.Entry;

/// An entry found among all lists.
public record Placed(Place place, String list, Entry entry) {}

package todo.store;

import java.util.Comparator;
import java.util.List;

/// Some of the lists there are, in order of name, none left out but those of the files that can't be read.
///
/// @param unreadable of each such file, why
public record ListPage(List<ListSummary> lists, List<String> unreadable) {
    public ListPage {
        lists = List.copyOf(lists);
        unreadable = List.copyOf(unreadable);
    }

    /// What several files have, as far as a page goes.
    static ListPage merge(List<ListPage> pages) {
        return new ListPage(
                Pages.merge(
                        pages.stream().map(ListPage::lists).toList(),
                        RowReader.PAGE,
                        Comparator.comparing(ListSummary::name, Pages.CODE_POINTS)),
                pages.stream().flatMap(page -> page.unreadable.stream()).toList());
    }
}

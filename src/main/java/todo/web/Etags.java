package todo.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import todo.json.BadRequest;

/// Entity tags (RFC 9110 §8.8.3): this server's are versions in quotes.
final class Etags {
    private static final Pattern TAG = Pattern.compile("[ \t]*(W/)?\"([\\x21\\x23-\\x7e]*)\"[ \t]*(,|$)");
    private static final Pattern VERSION = Pattern.compile("0|[1-9][0-9]{0,17}");

    private Etags() {}

    /// The versions that a header field `name` has in its list; -1 for a tag that is none of this server's.
    ///
    /// @param weak whether a tag that is marked as weak stands for its version too
    static List<Long> versions(String header, String name, boolean weak) {
        List<Long> versions = new ArrayList<>();
        var tag = TAG.matcher(header);
        boolean more = true;
        while (more) {
            if (!tag.lookingAt()) {
                throw new BadRequest(name + " must be entity tags such as \"7\", not " + header);
            }
            boolean ours = (weak || tag.group(1) == null)
                    && VERSION.matcher(tag.group(2)).matches();
            versions.add(ours ? Long.parseLong(tag.group(2)) : -1L);
            more = !tag.group(3).isEmpty();
            tag.region(tag.end(), header.length());
        }
        return versions;
    }
}

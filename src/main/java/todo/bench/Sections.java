package todo.bench;

import java.util.List;

/// All that is measured, in the order in which it is.
final class Sections {
    static final List<Section> ALL = List.of(
            HttpSections.start(),
            HttpSections.adds(),
            HttpSections.latency(),
            HttpSections.reads(),
            EchoSection.echo(),
            BackupSection.section(),
            Adds.process(),
            Adds.oneList(),
            Adds.cost(),
            Grown.section(),
            Reads.large(),
            Many.memory(),
            Many.load(),
            LikeAdds.oneByOne(),
            LikeAdds.thousand(),
            LikeAdds.burst(),
            LikeReads.one(),
            LikeReads.thousand(),
            LikeReads.cache(),
            LikeReads.starts());

    /// What needs a PostgreSQL database.
    static final List<Section> OF_DATABASE = List.of(Servers.section(), Leaving.section());

    private Sections() {}
}

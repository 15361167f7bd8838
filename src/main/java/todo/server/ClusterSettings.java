package todo.server;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How this server is one of several.
///
/// @param self where the others reach it
/// @param seeds others that may be there already, beside those that the database knows of
/// @param tls the folder with `ca.crt`, `node.crt` and `node.key`, by which servers know each other; `null` where all
///     are on this machine
public record ClusterSettings(
        Address self, List<Address> seeds, @Nullable Path tls) {
    public ClusterSettings {
        seeds = List.copyOf(seeds);
    }

    /// A host's name or address, and a port.
    public record Address(String host, int port) {
        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }
}

package todo.server;

import com.typesafe.config.Config;
import java.util.List;
import org.apache.pekko.cluster.ConfigValidation;
import org.apache.pekko.cluster.JoinConfigCompatChecker;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/// Lets no node join whose [Node#shardOf] is another one: it would look for a list where it is not. Used by Pekko,
/// which
/// finds it in `cluster.conf`.
public final class ShardFunctionCheck extends JoinConfigCompatChecker {
    static final String KEY = "todo.shard-function";

    @Override
    public Seq<String> requiredKeys() {
        return CollectionConverters.asScala(List.of(KEY)).toSeq();
    }

    @Override
    public ConfigValidation check(Config joining, Config known) {
        return JoinConfigCompatChecker.fullMatch(requiredKeys(), joining, known);
    }
}

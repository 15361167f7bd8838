package todo.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A node for which lists fall into other parts than for those that run: it would look for a list elsewhere than they.
@Timeout(120)
class OtherPartsTest {
    private static ActorSystem<Void> node() throws Exception {
        return NodeConfig.start(
                Behaviors.empty(),
                new ClusterSettings(new ClusterSettings.Address("127.0.0.1", ServersHere.freePort()), List.of(), null));
    }

    private static ActorSystem<Void> nodeWith(String key, String value) throws Exception {
        System.setProperty(key, value);
        ConfigFactory.invalidateCaches();
        try {
            return node();
        } finally {
            System.clearProperty(key);
            ConfigFactory.invalidateCaches();
        }
    }

    private static void awaitEnd(ActorSystem<Void> node) throws Exception {
        node.getWhenTerminated().toCompletableFuture().get(ServersHere.LONG.toMillis(), TimeUnit.MILLISECONDS);
    }

    @ParameterizedTest
    @CsvSource({Node.PARTS + ",13", ShardFunctionCheck.KEY + ",1"})
    void isNotLetIn(String key, String value) throws Exception {
        var first = node();
        var self = Cluster.get(first).selfMember().address();
        Cluster.get(first).manager().tell(Join.create(self));
        var other = nodeWith(key, value);
        Cluster.get(other).manager().tell(new JoinSeedNodes(List.of(self)));
        awaitEnd(other);
        assertThat(CoordinatedShutdown.get(other).getShutdownReason())
                .contains(CoordinatedShutdown.incompatibleConfigurationDetectedReason());
        assertThat(Cluster.get(first).state().getMembers()).hasSize(1);
        first.terminate();
        awaitEnd(first);
    }
}

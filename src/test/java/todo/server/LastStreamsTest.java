package todo.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorIdentity;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Identify;
import org.apache.pekko.actor.InternalActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Nodes whose connections to each other do not end by themselves.
@Timeout(120)
class LastStreamsTest {
    private static final int FEWEST = 3;

    private final Queue<ActorRef> streams = new ConcurrentLinkedQueue<>();

    private static ActorSystem<Void> node(int port) {
        return NodeConfig.start(
                Behaviors.empty(),
                new ClusterSettings(new ClusterSettings.Address("127.0.0.1", port), List.of(), null));
    }

    private static void join(ActorSystem<Void> node, ActorSystem<Void> first) {
        var cluster = Cluster.get(node);
        cluster.manager()
                .tell(new JoinSeedNodes(List.of(Cluster.get(first).selfMember().address())));
        while (!cluster.selfMember().status().equals(MemberStatus.up())) {
            Thread.onSpinWait();
        }
    }

    private void find(ActorSystem<Void> node) {
        var system = Adapter.toClassic(node);
        var finder = Adapter.toClassic(node.systemActorOf(finder(), "finder", Props.empty()));
        while (streams.stream().distinct().count() < FEWEST) {
            system.actorSelection("/system/Materializers/*/remote-*").tell(new Identify("stream"), finder);
        }
    }

    private Behavior<ActorIdentity> finder() {
        return Behaviors.receiveMessage(identity -> {
            identity.getActorRef().ifPresent(streams::add);
            return Behaviors.same();
        });
    }

    @Test
    void aNodeEndsThatHasConnectionsWhichDoNot() throws Exception {
        var first = node(ServersHere.freePort());
        var second = node(ServersHere.freePort());
        join(first, first);
        join(second, first);
        find(second);
        streams.stream().distinct().forEach(stream -> ((InternalActorRef) stream).suspend());
        second.terminate();
        second.getWhenTerminated().toCompletableFuture().get(ServersHere.LONG.toMillis(), TimeUnit.MILLISECONDS);
        first.terminate();
        first.getWhenTerminated().toCompletableFuture().get(ServersHere.LONG.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(second.whenTerminated().isCompleted()).isTrue();
    }
}

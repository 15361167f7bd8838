package todo.server;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent.MemberDowned;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import todo.store.Peers;

/// The servers of the cluster, as this node hears of them; the database is told whenever they change.
final class Members {
    private static final Logger LOG = LoggerFactory.getLogger(Members.class);

    private final Peers peers;
    private final Consumer<Boolean> whenGone;
    private final Map<UniqueAddress, Member> members = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> up = new CompletableFuture<>();

    /// @param whenGone is told when one of the others is gone: whether it had handed over all it had
    Members(Peers peers, Consumer<Boolean> whenGone) {
        this.peers = peers;
        this.whenGone = whenGone;
    }

    /// The process that hears of them.
    Behavior<MemberEvent> hear() {
        return Behaviors.setup(context -> {
            var cluster = Cluster.get(context.getSystem());
            cluster.subscriptions().tell(Subscribe.create(context.getSelf(), MemberEvent.class));
            var self = cluster.selfMember().uniqueAddress();
            return Behaviors.receiveMessage(event -> {
                heard(event, self);
                return Behaviors.same();
            });
        });
    }

    /// Who is down has no list any more as soon as its lease is over.
    private void heard(MemberEvent event, UniqueAddress self) {
        var member = event.member();
        if (event instanceof MemberDowned || event instanceof MemberRemoved) {
            if (members.remove(member.uniqueAddress()) != null
                    && !member.uniqueAddress().equals(self)) {
                LOG.info("the server at {} is gone", address(member));
            }
        } else if (members.put(member.uniqueAddress(), member) == null
                && !member.uniqueAddress().equals(self)) {
            LOG.info("the server at {} joins", address(member));
        }
        peers.members(members.keySet().stream().map(Members::id).collect(Collectors.toSet()));
        if (event instanceof MemberRemoved removed && !member.uniqueAddress().equals(self)) {
            whenGone.accept(removed.previousStatus().equals(MemberStatus.exiting()));
        }
        if (member.uniqueAddress().equals(self) && member.status().equals(MemberStatus.up())) {
            up.complete(null);
        }
    }

    /// Completes when the others have taken this node in.
    CompletableFuture<Void> up() {
        return up;
    }

    /// The name under which the database knows a server, another each time that it begins.
    static String id(UniqueAddress address) {
        return address.address().hostPort() + "#" + address.longUid();
    }

    private static String address(Member member) {
        var address = member.address();
        return address.getHost().orElse("") + ":" + address.getPort().orElse(0);
    }

    boolean isFirst(UniqueAddress self) {
        return members.values().stream()
                .filter(member -> !member.status().equals(MemberStatus.joining()))
                .min(Member.ageOrdering())
                .filter(oldest -> oldest.uniqueAddress().equals(self))
                .isPresent();
    }

    /// Where there is another that is up and can be reached; `null` if there is none.
    @Nullable
    Address another(Cluster cluster) {
        var self = cluster.selfMember().uniqueAddress();
        var unreachable = cluster.state().getUnreachable();
        return members.values().stream()
                .filter(member -> member.status().equals(MemberStatus.up()))
                .filter(member -> !member.uniqueAddress().equals(self) && !unreachable.contains(member))
                .map(Member::address)
                .findAny()
                .orElse(null);
    }

    List<Server> known(Cluster cluster) {
        var self = cluster.selfMember().uniqueAddress();
        var unreachable = cluster.state().getUnreachable();
        return members.values().stream()
                .map(member -> new Server(
                        address(member),
                        member.status().toString().toLowerCase(Locale.ROOT),
                        !unreachable.contains(member),
                        member.uniqueAddress().equals(self),
                        isFirst(member.uniqueAddress())))
                .sorted(Comparator.comparing(Server::address))
                .toList();
    }
}

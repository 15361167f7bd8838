package todo.server;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
import org.apache.pekko.cluster.typed.Leave;
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
    private final Set<UniqueAddress> lapsed = ConcurrentHashMap.newKeySet();
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

    /// Who leaves or is down has no list any more as soon as its lease is over.
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
        peers.members(members.values().stream()
                .filter(one -> stays(one) || one.uniqueAddress().equals(self))
                .map(one -> id(one.uniqueAddress()))
                .collect(Collectors.toSet()));
        if (event instanceof MemberRemoved removed && !member.uniqueAddress().equals(self)) {
            boolean hasLapsed = lapsed.remove(member.uniqueAddress());
            whenGone.accept(removed.previousStatus().equals(MemberStatus.exiting()) && !hasLapsed);
        }
        if (member.uniqueAddress().equals(self) && member.status().equals(MemberStatus.up())) {
            up.complete(null);
        }
    }

    private static boolean stays(Member member) {
        return !member.status().equals(MemberStatus.leaving())
                && !member.status().equals(MemberStatus.exiting());
    }

    /// Completes when the others have taken this node in.
    CompletableFuture<Void> up() {
        return up;
    }

    /// Makes those of `nodes` leave the cluster that are up. Those that can't be reached are left to Pekko's resolver.
    void leave(Set<String> nodes, Cluster cluster) {
        var unreachable = cluster.state().getUnreachable();
        for (var member : members.values()) {
            if (nodes.contains(id(member.uniqueAddress()))
                    && member.status().equals(MemberStatus.up())
                    && !unreachable.contains(member)) {
                LOG.warn("the server at {} does not renew its lease in the database; it has to leave", address(member));
                lapsed.add(member.uniqueAddress());
                cluster.manager().tell(Leave.create(member.address()));
            }
        }
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

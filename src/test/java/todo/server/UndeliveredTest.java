package todo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static todo.list.ListBeingMade.adding;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.AllDeadLetters;
import org.apache.pekko.actor.DeadLetter;
import org.apache.pekko.actor.Dropped;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UndeliveredTest {
    private static final String MOVING = "Avoiding reordering of buffered messages at shard handoff";

    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private ActorSystem<Object> system;
    private ActorRef<Object> asker;
    private ActorRef<Object> lists;
    private ActorRef<AllDeadLetters> undelivered;
    private volatile boolean isAlone;

    @BeforeEach
    void start() {
        system = ActorSystem.create(
                Behaviors.empty(),
                "todo",
                ConfigFactory.parseString("pekko.loglevel = ERROR").withFallback(ConfigFactory.load()));
        asker = hearing("asker");
        lists = hearing("lists");
        undelivered = system.systemActorOf(
                Undelivered.create(lists.narrow(), message -> !isAlone && heard.add(List.of("elsewhere", message))),
                "undelivered",
                Props.empty());
    }

    private ActorRef<Object> hearing(String name) {
        return system.systemActorOf(
                Behaviors.receiveMessage(message -> {
                    heard.add(message);
                    return Behaviors.same();
                }),
                name,
                Props.empty());
    }

    @AfterEach
    void stop() {
        system.terminate();
    }

    private DeadLetter tooLate(Command command) {
        var nobody = Adapter.toClassic(system.ignoreRef());
        return new DeadLetter(new ShardingEnvelope<>("bob", command), nobody, Adapter.toClassic(lists));
    }

    private Dropped dropped(Command command, String reason) {
        var nobody = Adapter.toClassic(system.ignoreRef());
        return new Dropped(new ShardingEnvelope<>("bob", command), reason, nobody, nobody);
    }

    /// What comes of it.
    private Object drop(Command command, String reason) throws InterruptedException {
        return whatComesOf(dropped(command, reason));
    }

    private Object whatComesOf(AllDeadLetters letter) throws InterruptedException {
        undelivered.tell(letter);
        return Objects.requireNonNull(heard.poll(1, TimeUnit.MINUTES), "nothing came");
    }

    private Command.Do edit() {
        return new Command.Do(adding("milk"), List.of(), "me", null, asker.narrow());
    }

    @Test
    void whatIsThrownAwayAsAListMovesIsSentAgain() throws Exception {
        var edit = edit();
        assertThat(drop(edit, MOVING)).isEqualTo(new ShardingEnvelope<Command>("bob", edit));
    }

    @Test
    void whatIsThrownAwayForAnotherReasonIsAnswered() throws Exception {
        assertThat(drop(edit(), "Buffer is full")).isInstanceOf(Outcome.Failed.class);
        assertThat(drop(new Command.Ask<>(new Question.Whole(), asker.narrow()), "Buffer is full"))
                .isInstanceOf(Answer.Failed.class);
        assertThat(drop(new Command.AwaitSent(asker.narrow()), "Buffer is full"))
                .isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void itIsSentAgainAlsoWhereThatComesAsADeadLetter() throws Exception {
        var edit = edit();
        var dropped = dropped(edit, MOVING);
        var letter = new DeadLetter(dropped, dropped.sender(), dropped.recipient());
        assertThat(whatComesOf(letter)).isEqualTo(new ShardingEnvelope<Command>("bob", edit));
    }

    @Test
    void whatComesWhenAllListsAreHandedOverIsSentByWayOfAnotherNode() throws Exception {
        var edit = edit();
        assertThat(whatComesOf(tooLate(edit)))
                .isEqualTo(List.of("elsewhere", new ShardingEnvelope<Command>("bob", edit)));
        isAlone = true;
        assertThat(whatComesOf(tooLate(edit))).isInstanceOf(Outcome.Failed.class);
    }

    /// Again and again until it is heard of, as who hears may not have begun yet.
    @Test
    void itHearsOfWhatTheSystemThrowsAway() throws Exception {
        while (heard.poll(10, TimeUnit.MILLISECONDS) == null) {
            system.eventStream().tell(new EventStream.Publish<>(dropped(edit(), MOVING)));
        }
    }

    @Test
    void aPartOfAnEditIsNotSentAgain() throws Exception {
        var part = new Command.Part("x", 0, 2, ByteString.emptyByteString(), asker.narrow());
        assertThat(drop(part, MOVING)).isInstanceOf(Outcome.Failed.class);
        assertThat(whatComesOf(tooLate(part))).isInstanceOf(Outcome.Failed.class);
    }
}

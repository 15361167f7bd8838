package todo.remind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import todo.account.Caller;
import todo.list.Due;
import todo.list.Edit;
import todo.list.Field;
import todo.list.Reminder;
import todo.server.Outcome;
import todo.server.TodoSystem;
import todo.store.Kind;
import todo.store.ReminderStorage;
import todo.store.ReminderTarget;
import todo.store.StoreException;

/// It is 1 June 2026, 9:00 in Berlin, and goes on when the test says so.
@Timeout(90)
class RemindersTest {
    private static final Instant NINE = Instant.parse("2026-06-01T07:00:00Z");

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(NINE);
    private final Receiver receiver = new Receiver();
    private TodoSystem system;
    private Reminders reminders;

    @BeforeEach
    @SuppressWarnings("NullAway.Init")
    void start() throws IOException {
        InstantSource clock = now::get;
        system =
                TodoSystem.start(new TodoSystem.Settings(folder, 1, Duration.ofHours(1), Duration.ofMinutes(1), clock));
        var settings = new Reminders.Settings(
                folder, LocalTime.of(9, 0), ZoneId.of("Europe/Berlin"), "mailto:todo@example.org");
        reminders = Reminders.start(system, settings, clock);
    }

    @AfterEach
    void stop() {
        close();
        receiver.close();
    }

    private void close() {
        reminders.close();
        system.close();
    }

    private ReminderTarget.Webhook webhook() {
        return (ReminderTarget.Webhook) ((Adding.Added) reminders.addWebhook(receiver.url())).target();
    }

    /// Waits until it is on disk what came of an attempt.
    private void kept(ReminderTarget target, int attempts, boolean delivered) {
        await(() -> status(target).last() instanceof ReminderStorage.Result(var _, var was, var _, var after)
                && was == delivered
                && after == attempts);
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(Thread.currentThread().isInterrupted())
                    .as("the time is over")
                    .isFalse();
            Thread.onSpinWait();
        }
    }

    private ReminderStorage.Status status(ReminderTarget target) {
        return reminders.targets().stream()
                .filter(each -> each.target().equals(target))
                .findAny()
                .orElseThrow();
    }

    private List<ReminderTarget> targets() {
        return reminders.targets().stream().map(ReminderStorage.Status::target).toList();
    }

    private void at(String time) {
        now.set(Instant.parse("2026-06-" + time + ":00Z"));
    }

    private void make(String list, Edit edit) {
        assertThat(system.todos().edit(Caller.OWNER, list, edit)).isInstanceOf(Outcome.Done.class);
    }

    private void add(String list, String title, @Nullable String due, String remind, Field... more) {
        var fields = new java.util.ArrayList<Field>(List.of(
                new Field.Title(title),
                new Field.DueAt(due == null ? null : Due.parse(due)),
                new Field.Remind(Reminder.parse(remind))));
        fields.addAll(List.of(more));
        make(list, new Edit.Add("uid of " + list, 0, null, fields));
    }

    private void amend(String list, Field... fields) {
        make(list, new Edit.Amend(1, List.of(fields)));
    }

    private static String title(Receiver.Got got) {
        var title = Pattern.compile("\"title\":\"([^\"]*)\"").matcher(got.text());
        assertThat(title.find()).isTrue();
        return title.group(1);
    }

    private static void assertSigned(Receiver.Got got, ReminderTarget.Webhook webhook) throws Exception {
        byte[] key = Base64.getDecoder().decode(webhook.secret().substring("whsec_".length()));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String signed = got.header("webhook-id") + "." + got.header("webhook-timestamp") + "." + got.text();
        assertThat(got.header("webhook-signature"))
                .isEqualTo("v1,"
                        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void aWebhookIsToldAtItsTimeAndItIsSigned() throws Exception {
        var webhook = webhook();
        add("bob", "Dentist", "2026-06-01T10:00", "-PT15M");
        at("01T07:45");
        var got = receiver.next();
        assertSigned(got, webhook);
        assertThat(got.header("webhook-timestamp"))
                .isEqualTo(Long.toString(now.get().getEpochSecond()));
        assertThat(got.text())
                .startsWith(
                        "{\"type\":\"entry.reminder\",\"timestamp\":\"2026-06-01T07:45:00Z\",\"data\":{\"list\":\"bob\",\"id\":1,")
                .contains("\"title\":\"Dentist\",\"due\":\"2026-06-01T10:00\",\"remind\":\"-PT15M\",\"late\":false");
    }

    @Test
    void whatIsDueOnADayRemindsAtTheTimeThatIsSet() throws Exception {
        var _ = webhook();
        add("bob", "Birthday", "2026-06-03", "-P1D");
        add("ann", "Rent", "2026-06-02", "PT0S");
        at("02T07:00");
        assertThat(receiver.next().text() + receiver.next().text())
                .contains("\"title\":\"Rent\",\"due\":\"2026-06-02\",\"remind\":\"PT0S\",\"late\":false")
                .contains("\"title\":\"Birthday\",\"due\":\"2026-06-03\",\"remind\":\"-P1D\",\"late\":false");
    }

    @Test
    void whatIsMovedCompletedOrRemovedDoesNotRemindAsItWould() throws Exception {
        var _ = webhook();
        for (String list : List.of("moved", "completed", "removed", "cleared")) {
            add(list, list, "2026-06-01T10:00", "-PT15M");
        }
        amend("moved", new Field.DueAt(Due.parse("2026-06-01T11:00")));
        amend("completed", new Field.Completed(true));
        amend("cleared", new Field.Remind(null));
        assertThat(system.todos().edit(Caller.OWNER, "removed", new Edit.Remove(1)))
                .isInstanceOf(Outcome.Done.class);
        add("mark", "mark", "2026-06-01T10:30", "PT0S");
        at("01T08:30");
        assertThat(title(receiver.next())).isEqualTo("mark");
        at("01T08:45");
        assertThat(title(receiver.next())).isEqualTo("moved");
        assertThat(receiver.gotNothingMore()).isTrue();
    }

    @Test
    void theNextOneOfWhatRepeatsRemindsToo() throws Exception {
        var _ = webhook();
        add("bob", "Plants", "2026-06-01T10:00", "-PT15M", new Field.Repeat("FREQ=DAILY"));
        at("01T07:45");
        assertThat(receiver.next().text()).contains("\"due\":\"2026-06-01T10:00\"");
        amend("bob", new Field.Completed(true));
        at("02T07:45");
        assertThat(receiver.next().text()).contains("\"due\":\"2026-06-02T10:00\"");
    }

    @Test
    void aReminderThatHasComeDoesNotComeAgainWithAnotherTitle() throws Exception {
        var _ = webhook();
        add("bob", "Dentist", "2026-06-01T10:00", "-PT15M");
        at("01T07:45");
        assertThat(title(receiver.next())).isEqualTo("Dentist");
        amend("bob", new Field.Title("Doctor"));
        add("mark", "mark", "2026-06-01T10:00", "PT0S");
        at("01T08:00");
        assertThat(title(receiver.next())).isEqualTo("mark");
    }

    @Test
    void whatIsNotTakenComesAgainUntilItIsAndNotAfterThat() throws Exception {
        var webhook = webhook();
        receiver.answer(500);
        add("bob", "Dentist", "2026-06-01T10:00", "-PT15M");
        at("01T07:45");
        var first = receiver.next();
        kept(webhook, 1, false);
        at("01T07:46");
        var second = receiver.next();
        kept(webhook, 2, false);
        assertThat(second.header("webhook-id")).isEqualTo(first.header("webhook-id"));
        assertThat(second.header("webhook-timestamp")).isNotEqualTo(first.header("webhook-timestamp"));
        assertSigned(second, webhook);
        receiver.answer(204);
        at("01T07:50");
        assertThat(receiver.next().header("webhook-id")).isEqualTo(first.header("webhook-id"));
        kept(webhook, 3, true);
        add("mark", "mark", "2026-06-01T11:00", "PT0S");
        at("01T09:00");
        assertThat(title(receiver.next())).isEqualTo("mark");
        assertThat(receiver.gotNothingMore()).isTrue();
    }

    @Test
    void whatWasNotTakenIsThereAfterARestart() throws Exception {
        var webhook = webhook();
        receiver.answer(503);
        add("bob", "Dentist", "2026-06-01T10:00", "-PT15M");
        at("01T07:45");
        var first = receiver.next();
        kept(webhook, 1, false);
        close();
        start();
        receiver.answer(200);
        at("01T07:55");
        var again = receiver.next();
        assertThat(again.header("webhook-id")).isEqualTo(first.header("webhook-id"));
        assertSigned(again, webhook);
        kept(webhook, 2, true);
        close();
        start();
        add("mark", "mark", "2026-06-01T11:00", "PT0S");
        at("01T09:00");
        assertThat(title(receiver.next())).isEqualTo("mark");
    }

    @Test
    void whatWasDueWhileItDidNotRunIsSaidLate() throws Exception {
        var _ = webhook();
        add("bob", "Dentist", "2026-06-01T10:00", "-PT15M");
        close();
        at("01T12:00");
        start();
        assertThat(receiver.next().text()).contains("Dentist").contains("\"late\":true");
    }

    @Test
    void allThatATargetHasNotAcceptedWithinADayIsGivenUpTogetherAndLoggedOnce() throws Exception {
        var webhook = webhook();
        receiver.answer(500);
        for (int n = 0; n < 7; n++) {
            add("list " + n, "Dentist " + n, "2026-06-01T10:00", "-PT15M");
        }
        at("01T07:45");
        for (int n = 0; n < 7; n++) {
            var _ = receiver.next();
        }
        kept(webhook, 1, false);
        var logged = new CopyOnWriteArrayList<String>();
        try (var _ = log(Courier.class, logged)) {
            at("02T09:00");
            await(() -> status(webhook).waiting() == 0 && !logged.isEmpty());
        }
        assertThat(status(webhook).givenUp()).isEqualTo(7);
        assertThat(logged).hasSize(1).first().asString().contains("gave up 7 reminders for target " + webhook.id());
    }

    /// Adds what `of` logs to `texts` until it is closed.
    private static Closeable log(Class<?> of, List<String> texts) {
        var logger = Logger.getLogger(of.getName());
        var handler = new StreamHandler() {
            @Override
            public synchronized void publish(LogRecord record) {
                texts.add(new SimpleFormatter().formatMessage(record));
            }
        };
        logger.addHandler(handler);
        return () -> logger.removeHandler(handler);
    }

    @Test
    void sendingGoesOnByItselfWhenTheDatabaseWasAwayForAWhile() throws Exception {
        var webhook = webhook();
        receiver.answer(500);
        add("bob", "Dentist", "2026-06-01T10:00", "-PT15M");
        at("01T07:45");
        var first = receiver.next();
        kept(webhook, 1, false);
        receiver.answer(204);
        var logged = new CopyOnWriteArrayList<String>();
        try (var _ = log(Courier.class, logged)) {
            Kind.executeOnReminders(folder, "ALTER TABLE reminder_delivery RENAME TO hidden");
            await(() -> !logged.isEmpty());
            Kind.executeOnReminders(folder, "ALTER TABLE hidden RENAME TO reminder_delivery");
        }
        at("01T07:50");
        assertThat(receiver.next().header("webhook-id")).isEqualTo(first.header("webhook-id"));
        kept(webhook, 2, true);
    }

    @Test
    void whatIsGivenUpIsSaidToBe() throws Exception {
        var webhook = webhook();
        receiver.answer(500);
        add("bob", "Dentist", "2026-06-01T10:00", "-PT15M");
        at("01T07:45");
        var _ = receiver.next();
        kept(webhook, 1, false);
        at("02T09:00");
        var _ = receiver.next();
        kept(webhook, 2, false);
        assertThat(Objects.requireNonNull(status(webhook).last()).detail()).isEqualTo("answered 500; given up");
        assertThat(status(webhook).waiting()).isZero();
        assertThat(status(webhook).givenUp()).isEqualTo(1);
        assertThat(status(webhook).givenUpSince()).isEqualTo(now.get());
        add("mark", "mark", "2026-06-02T12:00", "PT0S");
        receiver.answer(200);
        at("02T10:00");
        assertThat(title(receiver.next())).isEqualTo("mark");
        assertThat(reminders.givenUp()).isEqualTo(1); // counted before the next one is sent
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        var webhook = webhook();
        receiver.answer(302);
        add("bob", "Dentist", "2026-06-01T10:00", "-PT15M");
        at("01T07:45");
        assertThat(receiver.next().path()).isEqualTo("/hook");
        kept(webhook, 1, false);
        at("01T07:50");
        assertThat(receiver.next().path()).isEqualTo("/hook");
        kept(webhook, 2, false);
        assertThat(Objects.requireNonNull(status(webhook).last()).detail()).isEqualTo("answered 302");
        assertThat(status(webhook).waiting()).isEqualTo(1);
    }

    @Test
    void aTargetThatIsRemovedIsToldNothingMore() throws Exception {
        var gone = webhook();
        assertThat(reminders.remove(gone.id())).isTrue();
        assertThat(reminders.remove(gone.id())).isFalse();
        add("bob", "Dentist", "2026-06-01T10:00", "-PT15M");
        at("01T07:45");
        var other = webhook();
        add("mark", "mark", "2026-06-01T10:00", "PT0S");
        at("01T08:00");
        assertSigned(receiver.next(), other);
    }

    @Test
    void theDecryptionIsThatOfTheRfc() throws Exception {
        byte[] body = PushDecryption.decoded(
                "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
                        + "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
        assertThat(PushDecryption.ofTheRfc().decrypt(body)).isEqualTo("When I grow up, I want to be a watermelon");
    }

    @Test
    void aBrowserIsToldWhatItAloneCanRead() throws Exception {
        var browser = PushDecryption.ofTheRfc();
        assertThat(reminders.takes(browser.key(), browser.authText())).isTrue();
        assertThat(reminders.takes(browser.key(), "AAAA")).isFalse();
        assertThat(reminders.takes("AAAA", browser.authText())).isFalse();
        var _ = reminders.addBrowser(receiver.url(), browser.key(), browser.authText());
        String title = "Dentist ".repeat(100);
        add("bob", title, "2026-06-01T10:00", "-PT15M");
        at("01T07:45");
        var got = receiver.next();
        assertThat(got.header("content-encoding")).isEqualTo("aes128gcm");
        assertThat(Integer.parseInt(got.header("ttl"))).isPositive();
        assertThat(got.body().length).isLessThanOrEqualTo(4_096);
        assertThat(browser.decrypt(got.body())).contains("\"title\":\"" + title.substring(0, 200) + "…\"");
        assertSignedByThisServer(got.header("authorization"));
    }

    /// RFC 8292 §2 and §3.
    private void assertSignedByThisServer(String authorization) throws Exception {
        var parts = Pattern.compile("vapid t=([\\w-]+)\\.([\\w-]+)\\.([\\w-]+), ?k=([\\w-]+)")
                .matcher(authorization);
        assertThat(parts.matches()).as(authorization).isTrue();
        assertThat(parts.group(4)).isEqualTo(reminders.key());
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(PushDecryption.publicKey(PushDecryption.decoded(Objects.requireNonNull(reminders.key()))));
        signature.update((parts.group(1) + "." + parts.group(2)).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(PushDecryption.decoded(parts.group(3)))).isTrue();
        assertThat(new String(PushDecryption.decoded(parts.group(2)), StandardCharsets.UTF_8))
                .contains("\"http://127.0.0.1:" + receiver.url().getPort() + "\"", "mailto:todo@example.org");
    }

    @Test
    void nobodyIsToldTwice() throws Exception {
        var webhook = webhook();
        assertThat(reminders.addWebhook(receiver.url())).isEqualTo(new Adding.Known(webhook));
        assertThat(targets()).containsExactly(webhook);
        assertThat(reminders.remove(webhook.id())).isTrue();
        assertThat(webhook()).isNotEqualTo(webhook);
    }

    @Test
    void aBrowserThatIsGoneIsForgotten() throws Exception {
        var browser = PushDecryption.ofTheRfc();
        var first = reminders.addBrowser(receiver.url(), browser.key(), browser.authText());
        assertThat(reminders.addBrowser(receiver.url(), browser.key(), browser.authText()))
                .isEqualTo(new Adding.Known(((Adding.Added) first).target()));
        receiver.answer(410);
        add("bob", "Dentist", "2026-06-01T10:00", "-PT15M");
        at("01T07:45");
        var _ = receiver.next();
        await(() -> reminders.targets().isEmpty());
        var webhook = webhook();
        receiver.answer(200);
        add("mark", "mark", "2026-06-01T10:00", "PT0S");
        at("01T08:00");
        assertSigned(receiver.next(), webhook);
        assertThat(targets()).containsExactly(webhook);
    }

    @Test
    void secretsAreForTheOwnerAloneAndStay() throws IOException {
        String key = reminders.key();
        var webhook = webhook();
        for (String file : List.of("vapid", "reminders.db", "reminders.db-wal")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                    .isEqualTo("rw-------");
        }
        assertThat(webhook.toString()).doesNotContain("whsec_");
        close();
        start();
        assertThat(reminders.key()).isEqualTo(key);
        assertThat(targets()).containsExactly(webhook);
    }

    @Test
    void whatIsKeptAndCanNotBeReadStopsTheStart() throws IOException {
        close();
        Files.writeString(folder.resolve("reminders.db"), "this is no database, and longer than nothing");
        assertThatThrownBy(this::start).isInstanceOf(StoreException.class).hasMessageContaining("reminders.db");
        Files.delete(folder.resolve("reminders.db"));
        system.close();
        Files.writeString(folder.resolve("vapid"), "no key\n");
        assertThatIOException().isThrownBy(this::start).withMessageContaining("vapid holds no keys");
        Files.delete(folder.resolve("vapid"));
        system.close();
        start();
    }
}

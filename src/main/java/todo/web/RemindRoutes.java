package todo.web;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import todo.account.Access;
import todo.json.BadRequest;
import todo.json.Json;
import todo.json.JsonReader;
import todo.remind.Adding;
import todo.remind.Reminders;
import todo.store.ReminderStorage.Status;
import todo.store.ReminderTarget;
import tools.jackson.core.JsonGenerator;

/// `/api/reminders`: who is told of reminders, and what came of it.
final class RemindRoutes {
    private static final int LONGEST_URL = 2_000;

    private final Reminders reminders;

    RemindRoutes(Reminders reminders) {
        this.reminders = reminders;
    }

    /// @param path the segments after `api`
    void answer(Exchange exchange, List<String> path) {
        switch (path.size() == 3 && path.get(1).equals("targets") ? "target" : String.join("/", path)) {
            case "reminders" -> {
                allow(exchange, "GET", "HEAD");
                exchange.json(this::write);
            }
            case "reminders/webhooks" -> {
                allow(exchange, "POST");
                addWebhook(exchange);
            }
            case "reminders/browsers" -> {
                allow(exchange, "POST");
                addBrowser(exchange);
            }
            case "target" -> {
                allow(exchange, "DELETE");
                if (!reminders.remove(path.get(2))) {
                    throw new Problem.Found(Problem.notFound("target " + path.get(2) + " of reminders"));
                }
                exchange.audit("removed the target " + path.get(2) + " of reminders");
                exchange.noContent();
            }
            default -> throw Api.noSuchAddress();
        }
    }

    private static void allow(Exchange exchange, String... methods) {
        if (!List.of(methods).contains(exchange.method())) {
            throw Api.methodNotAllowed(methods);
        }
        exchange.parameters().allow();
        if (!Access.ownsAll(exchange.caller())) {
            throw new Problem.Found(Problem.of(403, "Forbidden", "only who owns all lists may say who is reminded"));
        }
    }

    private void addWebhook(Exchange exchange) {
        var given = Json.read(exchange.body(), json -> texts(json, "url"));
        var url = url(given.get("url"), "https?", "http://192.168.0.7:8123/api/webhook/todo");
        answer(exchange, reminders.addWebhook(url));
    }

    private void addBrowser(Exchange exchange) {
        Map<String, String> keys = new HashMap<>();
        var given = Json.read(exchange.body(), json -> {
            Map<String, String> texts = new HashMap<>();
            json.object(name -> {
                switch (name) {
                    case "endpoint" -> texts.put(name, json.string());
                    case "expirationTime" -> json.skip();
                    case "keys" -> keys.putAll(texts(json, "p256dh", "auth"));
                    default -> throw unknown(name, "endpoint and keys");
                }
            });
            return texts;
        });
        var url = url(given.get("endpoint"), "https", "https://push.example.net/abc");
        String key = keys.getOrDefault("p256dh", "");
        String auth = keys.getOrDefault("auth", "");
        if (!reminders.takes(key, auth)) {
            throw new BadRequest("\"keys\" must have the p256dh and auth of a push subscription, in base64url");
        }
        answer(exchange, reminders.addBrowser(url, key, auth));
    }

    /// The secret of a webhook that is there already isn't told again, so its second maker is told that instead.
    private void answer(Exchange exchange, Adding adding) {
        switch (adding) {
            case Adding.Added(ReminderTarget.Webhook webhook) -> answer(exchange, webhook, webhook.secret());
            case Adding.Added(ReminderTarget.Browser browser) -> answer(exchange, browser, null);
            case Adding.Known(ReminderTarget.Browser browser) -> answer(exchange, browser, null);
            case Adding.Known(ReminderTarget.Webhook webhook) ->
                throw conflict(webhook.url() + " is told already, as target " + webhook.id()
                        + "; remove that one first if you need another secret");
            case Adding.TooMany(int most) ->
                throw conflict("there are " + most + " targets of reminders already; remove one first");
        }
    }

    private void answer(Exchange exchange, ReminderTarget target, @Nullable String secret) {
        exchange.audit("added the target " + target.id() + " of reminders, at "
                + target.url().getHost());
        var status = reminders.targets().stream()
                .filter(each -> each.target().equals(target))
                .findAny()
                .orElse(new Status(target, 0, null, 0, null));
        exchange.status(201).json(json -> write(json, status, secret));
    }

    private static Problem.Found conflict(String detail) {
        return new Problem.Found(Problem.of(409, "Conflict", detail));
    }

    private static BadRequest unknown(String name, String known) {
        return new BadRequest("\"" + name + "\" is not known here; this takes " + known);
    }

    private static Map<String, String> texts(JsonReader json, String... names) {
        Map<String, String> texts = new HashMap<>();
        json.object(name -> {
            if (!List.of(names).contains(name)) {
                throw unknown(name, String.join(" and ", names));
            }
            texts.put(name, json.string());
        });
        return texts;
    }

    private static URI url(@Nullable String text, String schemes, String example) {
        try {
            var url =
                    URI.create(text == null || text.getBytes(StandardCharsets.UTF_8).length > LONGEST_URL ? "" : text);
            if (url.getHost() != null
                    && String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT).matches(schemes)
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null) {
                return normal(url);
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw new BadRequest("the address must be like " + example + ", without a name, password or fragment in it");
    }

    /// With scheme and host in lower case, so that equal addresses are equal texts (RFC 3986 §6.2.2.1).
    private static URI normal(URI url) {
        String text = url.toString();
        int path = text.indexOf("//") + 2 + url.getRawAuthority().length();
        return URI.create(text.substring(0, path).toLowerCase(Locale.ROOT) + text.substring(path));
    }

    private void write(JsonGenerator json) {
        var settings = reminders.settings();
        json.writeStartObject();
        String key = reminders.key();
        json.writeName("key");
        if (key == null) {
            json.writeNull();
        } else {
            json.writeString(key);
        }
        json.writeStringProperty("zone", settings.zone().getId());
        json.writeStringProperty("ofDay", settings.ofDay().toString());
        json.writeArrayPropertyStart("targets");
        reminders.targets().forEach(status -> write(json, status, null));
        json.writeEndArray();
        json.writeEndObject();
    }

    /// @param secret told once, to the one who makes it
    private static void write(JsonGenerator json, Status status, @Nullable String secret) {
        var target = status.target();
        json.writeStartObject();
        json.writeStringProperty("id", target.id());
        json.writeStringProperty(
                "kind",
                switch (target) {
                    case ReminderTarget.Webhook _ -> "webhook";
                    case ReminderTarget.Browser _ -> "browser";
                });
        json.writeStringProperty("url", told(target));
        if (secret != null) {
            json.writeStringProperty("secret", secret);
        }
        json.writeStringProperty("since", target.since().toString());
        json.writeNumberProperty("waiting", status.waiting());
        var last = status.last();
        if (last == null) {
            json.writeNullProperty("last");
        } else {
            json.writeObjectPropertyStart("last");
            json.writeStringProperty("at", last.at().toString());
            json.writeBooleanProperty("delivered", last.delivered());
            json.writeStringProperty("detail", last.detail());
            json.writeNumberProperty("attempts", last.attempts());
            json.writeEndObject();
        }
        var since = status.givenUpSince();
        if (since == null) {
            json.writeNullProperty("undelivered");
        } else {
            json.writeObjectPropertyStart("undelivered");
            json.writeNumberProperty("count", status.givenUp());
            json.writeStringProperty("since", since.toString());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /// Whoever knows the whole address of a subscription can write to the browser.
    private static String told(ReminderTarget target) {
        return switch (target) {
            case ReminderTarget.Webhook webhook -> webhook.url().toString();
            case ReminderTarget.Browser browser -> "https://" + browser.url().getHost();
        };
    }
}

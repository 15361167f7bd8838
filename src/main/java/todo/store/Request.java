package todo.store;

/// A client's request that may come again and must have one effect (the `Idempotency-Key` header field).
///
/// @param key what the client calls it; unique within the list
/// @param digest stands for all that was asked, so that another request under the same key is found out
public record Request(String key, String digest) {}

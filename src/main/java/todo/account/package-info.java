/// Who asks, and what they may: [Caller], [Access], [Token].
///
/// A request is resolved to a caller once, at the door it comes in by.
@NullMarked
package todo.account;

import org.jspecify.annotations.NullMarked;

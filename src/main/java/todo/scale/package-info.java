/// What many lists on many nodes would need: worked out on paper, and played through.
///
/// Read [Need] for the paper and [Simulation] for the play; [Shards] is how Pekko spreads lists over nodes, [Lists] how
/// busy each list is. Nothing of the server runs here: a hundred nodes are a hundred numbers. `docs/scale.md` says what
/// follows.
@NullMarked
package todo.scale;

import org.jspecify.annotations.NullMarked;

/// The proofs that nothing acknowledged is lost, which anyone can run: `./todo prove`.
///
/// Read [Proofs] for what is proven, [Proof] and [Trial] for how a proof is made, [Prover] for how it is
/// run. A proof tries, round by round, to make the product lose something; it fails with [Lost], and
/// then what it worked on is kept. To add one, write it and name it in [Proofs].
@NullMarked
package todo.prove;

import org.jspecify.annotations.NullMarked;

package todo.prove;

import java.util.List;

/// All that is proven, in the order in which it is.
public final class Proofs {
    public static final List<Proof> ALL = List.of(
            Kill.proof(),
            OneOrder.proof(),
            Cluster.proof(),
            Cluster.linkProof(),
            Model.proof(),
            PowerCut.PROOF,
            PowerCut.FAULTS,
            Attack.proof(),
            Parsers.proof(),
            Scarce.proof(),
            Memory.proof(),
            Soak.proof());

    private Proofs() {}
}

package todo.server;

/// A server of the cluster, as this one knows of it.
///
/// @param address where the others reach it
/// @param state as Pekko names it: joining, up, leaving, exiting, down
/// @param reachable whether it was heard of lately
/// @param self whether it is this one
/// @param first whether it does what one alone must do
public record Server(String address, String state, boolean reachable, boolean self, boolean first) {}

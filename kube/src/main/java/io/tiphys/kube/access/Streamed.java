package io.tiphys.kube.access;

/// A request whose body is read as it arrives.
public sealed interface Streamed {

  /// It goes well so far. Close the body.
  record Open(BodyStream body) implements Streamed {}

  /// It was refused, or nobody answered; never [Answer.Ok].
  record Closed(Answer why) implements Streamed {}
}

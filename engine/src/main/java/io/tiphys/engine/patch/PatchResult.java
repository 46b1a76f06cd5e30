package io.tiphys.engine.patch;

/// What is to be sent so that a live object becomes its target.
public sealed interface PatchResult {

  /// The live object is as the target asks, its annotation with the last applied configuration
  /// included: `kubectl apply` says `unchanged`.
  record Unchanged() implements PatchResult {}

  /// A patch has to be sent.
  ///
  /// @param type how the API server reads the body
  /// @param body the patch in JSON
  record Patch(Type type, byte[] body) implements PatchResult {}

  /// The two patch types of a client-side apply.
  enum Type {
    STRATEGIC("application/strategic-merge-patch+json"),
    MERGE("application/merge-patch+json");

    private final String mediaType;

    Type(String mediaType) {
      this.mediaType = mediaType;
    }

    /// The request's `Content-Type`.
    public String mediaType() {
      return mediaType;
    }
  }
}

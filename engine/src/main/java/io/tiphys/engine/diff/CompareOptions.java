package io.tiphys.engine.diff;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an object or an Application says of its own comparison
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/compare-options/).
///
/// @param given the annotation's parts; what is not known means nothing
public record CompareOptions(List<String> given) {

  private static final String ANNOTATION = "argocd.argoproj.io/compare-options";

  /// @param annotations of the object; another value than a text is none
  public static CompareOptions of(Map<String, ? extends @Nullable Object> annotations) {
    return annotations.get(ANNOTATION) instanceof String text
        ? new CompareOptions(List.of(text.strip().split("\\s*,\\s*")))
        : new CompareOptions(List.of());
  }

  /// The object does not count when Git does not ask for it.
  public boolean ignoresExtraneous() {
    return given.contains("IgnoreExtraneous");
  }

  /// Whether the API server is asked what an apply would do.
  ///
  /// @param byDefault of the installation
  public boolean isServerSide(boolean byDefault) {
    return (byDefault || given.contains("ServerSideDiff=true"))
        && !given.contains("ServerSideDiff=false");
  }

  /// Whether what mutating webhooks add to that is a difference.
  public boolean includesWebhooks() {
    return given.contains("IncludeMutationWebhook=true");
  }
}

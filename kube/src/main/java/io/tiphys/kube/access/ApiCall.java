package io.tiphys.kube.access;

import org.jspecify.annotations.Nullable;

/// One request before it is sent.
///
/// @param verb as metrics name it
record ApiCall(
    String verb,
    String method,
    @Nullable ResourcePath resource,
    String path,
    String query,
    String accept,
    boolean isDryRun) {

  static ApiCall of(String verb, String method, ResourcePath resource, String query) {
    return new ApiCall(
        verb, method, resource, resource.encoded(), query, "application/json", false);
  }

  static ApiCall document(String path, String accept) {
    return new ApiCall("Get", "GET", null, path, "", accept, false);
  }

  /// Accepts any text: for answers that are no JSON unless they are a refusal.
  ApiCall text() {
    return new ApiCall(verb, method, resource, path, query, "*/*", isDryRun);
  }

  ApiCall dryRun(boolean dryRun) {
    return new ApiCall(verb, method, resource, path, query, accept, dryRun);
  }

  /// Whether doing it twice is the same as once.
  boolean isRepeatable() {
    return isDryRun || !method.equals("POST");
  }

  Answer.@Nullable Refused refusal() {
    return resource == null || resource.isValid()
        ? null
        : new Answer.Refused(
            400,
            "BadRequest",
            "\""
                + resource.name()
                + "\" cannot be the name of an object: it may not be '.' or"
                + " '..' and may not contain '/' or '%'");
  }
}

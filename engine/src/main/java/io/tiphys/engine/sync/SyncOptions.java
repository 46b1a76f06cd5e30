package io.tiphys.engine.sync;

import io.tiphys.model.application.ApplicationSpec;
import io.tiphys.model.application.SyncPolicy;
import io.tiphys.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sync options as they were written, `Name=value` each; unknown ones are kept and do nothing.
///
/// @param words such as `CreateNamespace=true`
public record SyncOptions(List<String> words) {

  /// The annotation that holds the options of one object, comma separated.
  public static final String ANNOTATION = "argocd.argoproj.io/sync-options";

  public static final SyncOptions NONE = new SyncOptions(List.of());

  public SyncOptions {
    words = List.copyOf(words);
  }

  /// The options in an object's annotation.
  public static SyncOptions of(Manifest object) {
    return object
        .annotation(ANNOTATION)
        .map(text -> List.of(text.split(",")).stream().map(String::strip).toList())
        .map(SyncOptions::new)
        .orElse(NONE);
  }

  /// The options of an Application.
  public static SyncOptions of(ApplicationSpec application) {
    SyncPolicy policy = application.syncPolicy();
    return policy == null || policy.syncOptions().isEmpty()
        ? NONE
        : new SyncOptions(policy.syncOptions());
  }

  /// Whether the option stands there with that value, as in `is("Prune", "false")`.
  public boolean is(String name, String value) {
    return words.contains(name + "=" + value);
  }

  /// The last value of an option.
  public Optional<String> value(String name) {
    Optional<String> value = Optional.empty();
    for (String word : words) {
      if (word.startsWith(name + "=")) {
        value = Optional.of(word.substring(name.length() + 1));
      }
    }
    return value;
  }

  /// The value that counts for an object: its own word, or else these.
  public Optional<String> value(String name, SyncOptions object) {
    return object.value(name).or(() -> value(name));
  }

  /// Whether an option is on for an object: its own word wins over these.
  boolean on(String name, SyncOptions object) {
    return on(name, "true", object);
  }

  boolean on(String name, String value, SyncOptions object) {
    return !object.is(name, "false") && (is(name, value) || object.is(name, value));
  }

  /// These and others after them.
  public SyncOptions and(List<String> more) {
    var all = new ArrayList<>(words);
    all.addAll(more);
    return new SyncOptions(all);
  }
}

package io.tiphys.engine.diff;

import io.tiphys.engine.normalize.StoredForm;
import io.tiphys.engine.patch.LastApplied;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Hides what a Secret holds, so that a reader sees which values are equal and which differ and
/// learns nothing else: not their length either.
///
/// @param annotations the names of annotations that are hidden too, from
///   `resource.sensitive.mask.annotations` of `argocd-cm`
public record SecretMask(Set<String> annotations) {

  private static final String SHORTEST = "++++++++";
  private static final String STEP = "++++";

  public SecretMask {
    annotations = Set.copyOf(annotations);
  }

  /// One that hides no annotation.
  public static SecretMask ofData() {
    return new SecretMask(Set.of());
  }

  /// @param versions the same object at different times, such as target and live
  /// @return each without its values: `data` and `stringData` (as `data`), sensitive annotations,
  ///   and both of them in what was applied last. Equal values of a key have as many plus signs,
  ///   different ones have not; the first version's values have the fewest. Objects that are no
  ///   Secret come back as they are.
  public List<Manifest> mask(List<Manifest> versions) {
    var values = new HashMap<String, Map<String, String>>();
    var masked = new ArrayList<Manifest>(versions.size());
    for (var version : versions) {
      masked.add(isSecret(version) ? values(StoredForm.of(version), values) : version);
    }
    // after all others: what was applied last has the longest, if it is like no version
    masked.replaceAll(version -> isSecret(version) ? lastApplied(version, values) : version);
    return List.copyOf(masked);
  }

  /// The same for an answer of [Diff].
  public Comparison mask(Comparison comparison) {
    var masked = mask(List.of(comparison.predictedLive(), comparison.normalizedLive()));
    return new Comparison(comparison.modified(), masked.get(0), masked.get(1));
  }

  private static boolean isSecret(Manifest object) {
    return object.kind().equals("Secret") && object.gvk().group().isEmpty();
  }

  private Manifest values(Manifest secret, Map<String, Map<String, String>> values) {
    var result = secret;
    if (secret.at("data") instanceof Map<?, ?> data) {
      var hidden = new LinkedHashMap<String, @Nullable Object>();
      JsonTree.object(data)
          .forEach((name, value) -> hidden.put(name, plus("data/" + name, value, values)));
      result = result.with(Collections.unmodifiableMap(hidden), "data");
    } else if (secret.at("data") != null) {
      result = result.with(SHORTEST, "data"); // no object: refused by the API server, hidden here
    }
    if (annotations.stream().noneMatch(secret.annotations()::containsKey)) {
      return result;
    }
    var hidden = new LinkedHashMap<String, @Nullable Object>(secret.annotations());
    for (var name : annotations) {
      hidden.computeIfPresent(name, (same, value) -> plus("annotations/" + name, value, values));
    }
    return result.with(Collections.unmodifiableMap(hidden), "metadata", "annotations");
  }

  private Manifest lastApplied(Manifest secret, Map<String, Map<String, String>> values) {
    if (!secret.annotations().containsKey(LastApplied.ANNOTATION)
        || annotations.contains(LastApplied.ANNOTATION)) {
      return secret;
    }
    UnaryOperator<Manifest> hide = last -> values(StoredForm.of(last), values);
    var text =
        LastApplied.of(secret)
            .map(last ->
                isSecret(last) ? last : last.with("Secret", "kind").with("v1", "apiVersion"))
            .map(hide)
            .map(last -> JsonTree.writeString(last.content()) + "\n")
            .orElse(SHORTEST);
    return secret.with(text, "metadata", "annotations", LastApplied.ANNOTATION);
  }

  private static String plus(
      String key, @Nullable Object value, Map<String, Map<String, String>> values) {
    var seen = values.computeIfAbsent(key, first -> new HashMap<>());
    var text = String.valueOf(value).replace("\n", "").replace("\r", "");
    int before = seen.size();
    return seen.computeIfAbsent(text, different -> SHORTEST + STEP.repeat(before));
  }
}

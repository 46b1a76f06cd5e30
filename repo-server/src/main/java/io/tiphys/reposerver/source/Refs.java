package io.tiphys.reposerver.source;

import io.tiphys.reposerver.source.SourceException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What a remote says it has, at one moment.
///
/// @param commits full ref name to commit, annotated tags peeled, sorted by name; `HEAD` is one of
///   them when the remote has one
public record Refs(Map<String, String> commits) {

  private static final Pattern COMMIT = Pattern.compile("[0-9A-Fa-f]{40}");
  private static final Pattern ABBREVIATED = Pattern.compile("[0-9A-Fa-f]{7,39}");
  private static final String HEADS = "refs/heads/";
  private static final String TAGS = "refs/tags/";

  public Refs {
    commits = new TreeMap<>(commits);
  }

  /// What a revision means.
  public sealed interface Meaning {

    /// @param ref the full name of the ref that was meant; empty for a plain commit
    record Commit(String id, String ref) implements Meaning {}

    /// The beginning of a commit's id; only the objects themselves can tell of which.
    record Abbreviation(String prefix) implements Meaning {}
  }

  /// True for 40 hex digits, which mean the same whatever the remote says.
  public static boolean isCommit(String revision) {
    return COMMIT.matcher(revision).matches();
  }

  /// Finds out what a revision means: nothing is `HEAD`; a full ref name; a branch, before a tag
  /// with the same name; anything else below `refs/`; the beginning of a commit's id.
  ///
  /// @throws SourceException in Argo CD's words when it means nothing
  public Meaning meaning(String revision) throws SourceException {
    if (isCommit(revision)) {
      return new Meaning.Commit(revision.toLowerCase(java.util.Locale.ROOT), "");
    }
    String name = revision.isEmpty() ? "HEAD" : revision;
    for (String candidate : List.of(name, HEADS + name, TAGS + name, "refs/" + name)) {
      String commit = commits.get(candidate);
      if (commit != null) {
        return new Meaning.Commit(commit, candidate);
      }
    }
    if (ABBREVIATED.matcher(name).matches()) {
      return new Meaning.Abbreviation(name.toLowerCase(java.util.Locale.ROOT));
    }
    throw unresolvable(name);
  }

  static SourceException unresolvable(String revision) {
    return new SourceException(
        Reason.REVISION_UNKNOWN, "unable to resolve '%s' to a commit SHA".formatted(revision));
  }

  /// Names without `refs/heads/`.
  public List<String> branches() {
    return below(HEADS);
  }

  /// Names without `refs/tags/`.
  public List<String> tags() {
    return below(TAGS);
  }

  /// The tags that stand on a commit.
  public List<String> tagsOf(String commit) {
    return tags().stream().filter(tag -> commit.equals(commits.get(TAGS + tag))).toList();
  }

  /// A ref that stands on a commit, branches first.
  Optional<String> nameOf(String commit) {
    return commits.entrySet().stream()
        .filter(ref -> ref.getValue().equals(commit) && !ref.getKey().equals("HEAD"))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private List<String> below(String prefix) {
    var names = new ArrayList<String>();
    commits.keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .forEach(name -> names.add(name.substring(prefix.length())));
    return List.copyOf(names);
  }
}

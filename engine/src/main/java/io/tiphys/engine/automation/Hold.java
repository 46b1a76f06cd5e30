package io.tiphys.engine.automation;

import io.tiphys.model.application.SyncStatus;
import io.tiphys.model.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Automated sync is held: somebody rolled an Application back, or wants it left alone, until there
/// is a newer commit or a time has come. It stands in an annotation of the Application as a JSON
/// object, such as `{"revision":"1f3a…","who":"alice","until":"2026-01-31T12:00:00Z"}`.
///
/// @param revisions what is to stay deployed, one a source; empty when nobody said
/// @param who holds it; may be empty
/// @param until when it ends by itself; null for never
/// @param newerThan the commits that are passed over, one a source: it ends when Git has others;
///   empty as long as nobody knows
/// @param problem what cannot be read of the annotation; it holds nevertheless. Empty when all can
public record Hold(
    List<String> revisions,
    String who,
    @Nullable Instant until,
    List<String> newerThan,
    String problem) {

  public static final String ANNOTATION = "tiphys.io/hold";

  private static final int LONGEST = 4096;

  public Hold {
    revisions = List.copyOf(revisions);
    newerThan = List.copyOf(newerThan);
  }

  /// @param annotation its value: the JSON object, a time alone, or `true`
  public static Hold parse(String annotation) {
    String text = annotation.strip();
    if (text.length() > LONGEST) {
      return unreadable("it is longer than %d characters".formatted(LONGEST));
    }
    if (!text.startsWith("{")) {
      Instant end = time(text);
      boolean isWord = end != null || text.isEmpty() || text.equals("true");
      return new Hold(
          List.of(),
          "",
          end,
          List.of(),
          isWord ? "" : "it is neither \"true\", nor a time, nor a JSON object");
    }
    try {
      Map<String, @Nullable Object> tree =
          JsonTree.parseObject(text.getBytes(StandardCharsets.UTF_8));
      String until = tree.get("until") instanceof String time ? time : "";
      Instant end = time(until);
      return new Hold(
          texts(tree.get("revision")),
          tree.get("who") instanceof String name ? name : "",
          end,
          texts(tree.get("newerThan")),
          until.isEmpty() || end != null
              ? ""
              : "\"until\" is no time such as 2026-01-31T12:00:00Z");
    } catch (RuntimeException notJson) {
      return unreadable("it is no JSON object");
    }
  }

  private static Hold unreadable(String problem) {
    return new Hold(List.of(), "", null, List.of(), problem);
  }

  private static List<String> texts(@Nullable Object value) {
    return switch (value) {
      case String text when !text.isEmpty() -> List.of(text);
      case List<?> list ->
          list.stream().filter(String.class::isInstance).map(String::valueOf).toList();
      case null, default -> List.of();
    };
  }

  private static @Nullable Instant time(String text) {
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeException notATime) {
      return null;
    }
  }

  /// The annotation's value.
  public String text() {
    var tree = new TreeMap<String, @Nullable Object>();
    put(tree, "revision", revisions);
    if (!who.isEmpty()) {
      tree.put("who", who);
    }
    if (until != null) {
      tree.put("until", until.toString());
    }
    put(tree, "newerThan", newerThan);
    return JsonTree.writeString(tree);
  }

  private static void put(Map<String, @Nullable Object> tree, String name, List<String> texts) {
    if (!texts.isEmpty()) {
      tree.put(name, texts.size() == 1 ? texts.getFirst() : texts);
    }
  }

  /// What becomes of it.
  public sealed interface Standing {

    /// It goes on.
    ///
    /// @param hold as it is to stand in the annotation from now on
    record Holds(Hold hold) implements Standing {}

    /// Automated sync may go on; the annotation is to be taken off.
    ///
    /// @param reason for the log
    record Over(String reason) implements Standing {}
  }

  /// @param compared what Git has now, and how the Application stands to it. What could not be
  ///   compared is no commit that anybody wants
  public Standing standing(SyncStatus compared, Instant now) {
    if (until != null && !now.isBefore(until)) {
      return new Standing.Over("its time has come");
    }
    List<String> newest =
        compared.revisions().isEmpty() ? List.of(compared.revision()) : compared.revisions();
    boolean isKnown =
        !compared.status().equals("Unknown")
            && newest.stream().noneMatch(String::isEmpty)
            && problem.isEmpty();
    if (!isKnown) {
      return new Standing.Holds(this);
    }
    if (newerThan.isEmpty()) {
      return new Standing.Holds(new Hold(revisions, who, until, newest, ""));
    }
    return newerThan.equals(newest)
        ? new Standing.Holds(this)
        : new Standing.Over("there is a newer commit");
  }

  /// For the Application's condition: what holds, for how long, and how it ends.
  public String message() {
    if (!problem.isEmpty()) {
      return "Automated sync is held, and the annotation %s cannot be read: %s; mend it or take it off"
          .formatted(ANNOTATION, problem);
    }
    var message = new StringBuilder("Automated sync is held");
    if (!revisions.isEmpty()) {
      message.append(" at ").append(shown(revisions));
    }
    if (!who.isEmpty()) {
      message.append(" by ").append(who);
    }
    if (until != null) {
      message.append(" until ").append(until).append(" or");
    }
    message.append(" until Git has a commit other than ");
    message.append(newerThan.isEmpty() ? "the one of now" : shown(newerThan));
    message.append("; take the annotation ").append(ANNOTATION).append(" off to end it");
    return message.toString();
  }

  private static String shown(List<String> revisions) {
    return revisions.stream()
        .map(one -> one.substring(0, Math.min(12, one.length())))
        .collect(Collectors.joining(", "));
  }
}

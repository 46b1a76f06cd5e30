package io.tiphys.e2e.operation;

import io.tiphys.e2e.operation.Case.Expected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// `docs/operations.md`: of each operation what was seen in each situation.
final class OperationsDocument {

  private static final int LONGEST = 160;
  private static final String HEAD =
      """
      # Operations

      What each operation of the API answers, as it was seen by `EveryOperationAnswersIT`, which makes this page.
      Rows say what is asked: `e2e/src/test/resources/io/tiphys/e2e/operation`. gRPC and REST answer alike: the JSON over
      REST is that of the message, and an error has its code's HTTP status and is `{"error", "code", "message"}`. Each
      operation is asked

      * for something that is there (*success*: a telling part of the answer; `null` for what is not said),
      * for something that is not (*not found*); what is absent and what is forbidden have to look alike, so where no project
        is named, both are `PermissionDenied`,
      * by an account that may do nothing (*forbidden*),
      * with what cannot be (*bad argument*). Where Argo CD answers `Unknown` (HTTP 500) to a mistake of its caller, Tiphys
        mostly answers `InvalidArgument`, in the same words.

      | code | HTTP |
      |---|---|
      """;

  private final Words words;
  private final List<Row> rows;
  private final Map<Row, Map<Situation, Trial>> seen;

  /// @param seen at the first door
  OperationsDocument(Words words, List<Row> rows, Map<Row, Map<Situation, Trial>> seen) {
    this.words = words;
    this.rows = rows;
    this.seen = seen;
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text());
  }

  String text() {
    var text = new StringBuilder(HEAD);
    seen.values().stream()
        .flatMap(it -> it.values().stream())
        .map(it -> it.outcome().code())
        .distinct()
        .sorted()
        .forEach(
            code -> text.append("| %s | %d |\n".formatted(Codes.name(code), Codes.http(code))));
    String service = "";
    for (Row row : rows) {
      if (!row.service().equals(service)) {
        service = row.service();
        text.append("\n## ").append(service).append("\n\n");
        text.append("| operation | success | not found | forbidden | bad argument |\n");
        text.append("|---|---|---|---|---|\n");
      }
      text.append("| `%s` ".formatted(row.name()));
      Api.bindings(row.method()).forEach(it -> text.append("<br>`%s` ".formatted(it)));
      for (Situation situation : Situation.values()) {
        text.append("| ").append(cell(row, situation)).append(' ');
      }
      text.append("|\n");
    }
    return text.toString();
  }

  private String cell(Row row, Situation situation) {
    if (row.in(situation) instanceof Case.Impossible(var reason)) {
      return "*" + reason + "*";
    }
    Trial trial = Objects.requireNonNull(seen.getOrDefault(row, Map.of()).get(situation));
    if (!trial.outcome().isOk()) {
      return Codes.name(trial.outcome().code()) + ": " + code(trial.outcome().text());
    }
    return trial.expected() instanceof Expected.Answer(var part) && part != null
        ? code(Trial.json(part))
        : "OK";
  }

  private String code(String text) {
    String steady =
        Unsteady.text(words.hide(text)).lines().map(String::strip).collect(Collectors.joining(" "));
    String shown = steady.length() > LONGEST ? steady.substring(0, LONGEST) + "…" : steady;
    return shown.isEmpty() ? "" : "`" + shown.replace("|", "\\|").replace("`", "'") + "`";
  }
}

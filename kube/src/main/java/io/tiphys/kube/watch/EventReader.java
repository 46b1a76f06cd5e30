package io.tiphys.kube.watch;

import io.tiphys.kube.access.Answer;
import io.tiphys.model.json.JsonTree;
import java.util.Arrays;

/// One line of a watch.
///
/// @param type `ADDED`, `MODIFIED`, `DELETED`, `BOOKMARK` or `ERROR`
/// @param line it is in
/// @param from where its object starts
/// @param to behind its object
@SuppressWarnings("ArrayRecordComponent") // lives for one event
record EventReader(String type, byte[] line, int from, int to) {

  static EventReader read(byte[] line) {
    var scanner = new JsonScanner(line);
    String type = "";
    int from = 0;
    int to = 0;
    scanner.enterObject();
    while (scanner.nextMember()) {
      if (scanner.isNamed("type")) {
        type = scanner.string();
      } else if (scanner.isNamed("object")) {
        from = scanner.position();
        scanner.stepOver();
        to = scanner.position();
      } else {
        scanner.stepOver();
      }
    }
    return new EventReader(type, line, from, to);
  }

  /// What an `ERROR` says.
  Answer.Refused refusal() {
    var status = JsonTree.parseObject(Arrays.copyOfRange(line, from, to));
    return new Answer.Refused(
        status.get("code") instanceof Long code ? code.intValue() : 500,
        status.get("reason") instanceof String reason ? reason : "",
        status.get("message") instanceof String message ? message : "the watch failed");
  }
}

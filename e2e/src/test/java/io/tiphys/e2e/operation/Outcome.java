package io.tiphys.e2e.operation;

import io.grpc.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a call ended.
///
/// @param text of a refusal; empty for none
/// @param answers the JSON of each message that came
record Outcome(Status.Code code, String text, List<@Nullable Object> answers) {

  static Outcome ok(List<@Nullable Object> answers) {
    return new Outcome(Status.Code.OK, "", answers);
  }

  boolean isOk() {
    return code == Status.Code.OK;
  }
}

package io.tiphys.controller.sync;

import io.tiphys.kube.access.Answer;
import java.io.Serial;

/// The cluster does not do it now, or nobody knows whether it did: the connection broke, or it is
/// too busy. The same task is taken up again later; each of them can be done twice without harm.
final class UnreachableException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  UnreachableException(String message) {
    super(message, null, false, false);
  }

  /// @param isPatient whether a server that is busy is waited for
  /// @throws UnreachableException when the answer is not the last word
  static void throwIfNotNow(Answer answer, boolean isPatient) {
    boolean isNotNow =
        switch (answer) {
          case Answer.Ok _ -> false;
          case Answer.Refused refused -> isPatient && refused.isBusy();
          case Answer.Unreachable _ -> true;
        };
    if (isNotNow) {
      throw new UnreachableException(answer.problem());
    }
  }
}

package io.tiphys.apiserver.logs;

import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.kube.access.LogQuery;
import io.tiphys.proto.application.ApplicationPodLogsQuery;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/// Which lines are asked for.
///
/// @param query what the clusters can look for
/// @param until the last time; none for no end
/// @param filter what we look for
record LogWish(LogQuery query, Optional<OffsetDateTime> until, LogFilter filter) {

  /// @throws Refusal INVALID_ARGUMENT when a time is none
  static LogWish of(ApplicationPodLogsQuery asked) {
    Optional<OffsetDateTime> until = Optional.empty();
    if (!asked.getUntilTime().isEmpty()) {
      until = Times.parse(asked.getUntilTime());
      if (until.isEmpty()) {
        throw Refusal.invalid(
            "invalid untilTime parameter value: it is a time such as 2006-01-02T15:04:05Z");
      }
    }
    return new LogWish(
        new LogQuery(
            asked.getContainer(),
            asked.getFollow(),
            asked.getPrevious(),
            asked.getSinceSeconds() > 0 ? asked.getSinceSeconds() : null,
            asked.hasSinceTime()
                ? Instant.ofEpochSecond(
                    asked.getSinceTime().getSeconds(), asked.getSinceTime().getNanos())
                : null,
            true,
            asked.getTailLines() > 0 ? asked.getTailLines() : null,
            null),
        until,
        LogFilter.of(asked.getFilter(), asked.getMatchCase()));
  }
}

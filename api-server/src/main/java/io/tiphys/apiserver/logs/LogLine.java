package io.tiphys.apiserver.logs;

import java.time.OffsetDateTime;

/// One line of a pod's log, or a piece of a line that is too long.
///
/// @param pod its name
/// @param time when it was written, in the zone of whoever wrote it
record LogLine(String pod, OffsetDateTime time, String content) {}

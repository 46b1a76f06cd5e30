package io.tiphys.reposerver.render.process;

import java.time.Duration;

/// What one program may take.
///
/// @param time until it is asked to end
/// @param grace after that, until it and all it started are killed
/// @param memoryBytes of writable memory (`RLIMIT_DATA`); also the Go runtime's soft limit
/// @param outputBytes of its standard output; of its errors, the last 64 KiB are kept
public record ProcessLimits(Duration time, Duration grace, long memoryBytes, int outputBytes) {}

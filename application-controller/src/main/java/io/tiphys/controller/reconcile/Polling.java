package io.tiphys.controller.reconcile;

import java.time.Duration;

/// How often an Application is refreshed though nobody asks.
///
/// @param every zero for never
/// @param jitter at most so much is added to each
/// @param hard between refreshes that render anew; zero for never
public record Polling(Duration every, Duration jitter, Duration hard) {}

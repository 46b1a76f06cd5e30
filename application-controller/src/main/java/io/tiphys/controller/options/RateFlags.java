package io.tiphys.controller.options;

import io.tiphys.controller.queue.RateLimits;
import io.tiphys.flags.DurationFlag;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/// How often Applications may be queued, with the original's names and defaults.
public final class RateFlags {

  @Option(
      names = "--wq-bucket-size",
      defaultValue = "${env:WORKQUEUE_BUCKET_SIZE:-500}",
      description = "Applications that may be queued at once (default ${DEFAULT-VALUE}).")
  public long bucketSize;

  @Option(
      names = "--wq-bucket-qps",
      defaultValue = "${env:WORKQUEUE_BUCKET_QPS:-1.7976931348623157e+308}",
      description = "Applications that may be queued a second after that (default: any number).")
  public double bucketQps;

  @Option(
      names = "--wq-cooldown-ns",
      converter = Nanos.class,
      defaultValue = "${env:WORKQUEUE_FAILURE_COOLDOWN_NS:-0}",
      description =
          "An Application that comes again before this time has to wait; 0 for none"
              + " (default ${DEFAULT-VALUE}).")
  public Duration coolDown = Duration.ZERO;

  @Option(
      names = "--wq-basedelay-ns",
      converter = Nanos.class,
      defaultValue = "${env:WORKQUEUE_BASE_DELAY_NS:-1ms}",
      description = "For how long at first (default ${DEFAULT-VALUE}).")
  public Duration baseDelay = Duration.ofMillis(1);

  @Option(
      names = "--wq-maxdelay-ns",
      converter = Nanos.class,
      defaultValue = "${env:WORKQUEUE_MAX_DELAY_NS:-1s}",
      description = "For how long at most (default ${DEFAULT-VALUE}).")
  public Duration maxDelay = Duration.ofSeconds(1);

  @Option(
      names = "--wq-backoff-factor",
      defaultValue = "${env:WORKQUEUE_BACKOFF_FACTOR:-1.5}",
      description = "How much longer each time (default ${DEFAULT-VALUE}).")
  public double backoffFactor;

  /// All of them.
  public RateLimits limits() {
    return new RateLimits(bucketSize, bucketQps, coolDown, baseDelay, maxDelay, backoffFactor);
  }

  /// `1ms`, or a number of nanoseconds.
  static final class Nanos implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      return value.matches("[0-9]{1,18}")
          ? Duration.ofNanos(Long.parseLong(value))
          : new DurationFlag().convert(value);
    }
  }
}

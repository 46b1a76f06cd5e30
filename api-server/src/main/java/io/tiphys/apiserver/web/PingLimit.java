package io.tiphys.apiserver.web;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.frames.Frame;
import org.eclipse.jetty.http2.frames.FrameType;
import org.eclipse.jetty.http2.frames.PingFrame;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends a connection on which the client pings too often, as gRPC servers do: with
/// ENHANCE_YOUR_CALM and `too_many_pings`, by which gRPC clients know to ping less often. A ping
/// counts when the one before was less than the minimum ago and no headers or data were sent in
/// between: clients also ping to measure how fast data come. The third such ping in a row is one
/// too many.
///
/// Not as with the original, a connection without calls may be pinged as often as one with them:
/// browsers do.
final class PingLimit implements HTTP2Session.FrameListener {

  private static final Logger log = LoggerFactory.getLogger(PingLimit.class);
  private static final int MOST = 2;

  private final long least;
  private final AtomicBoolean hasSent = new AtomicBoolean();
  private long last;
  private int tooSoon;

  /// Of a connection that was pinged for the first time.
  ///
  /// @param least time between pings
  /// @param now in nanoseconds
  PingLimit(Duration least, long now) {
    this.least = least.toNanos();
    this.last = now;
  }

  /// For all connections: each gets a limit of its own when it is pinged.
  static HTTP2Session.FrameListener each(Duration least) {
    return new HTTP2Session.FrameListener() {
      @Override
      public void onIncomingFrame(Session session, Frame frame) {
        if (isPing(frame)
            && session instanceof HTTP2Session connection
            && connection.getEventListeners().stream().noneMatch(PingLimit.class::isInstance)) {
          connection.addEventListener(new PingLimit(least, System.nanoTime()));
        }
      }
    };
  }

  private static boolean isPing(Frame frame) {
    return frame instanceof PingFrame ping && !ping.isReply();
  }

  @Override
  public void onIncomingFrame(Session session, Frame frame) {
    if (isPing(frame) && isTooOften(System.nanoTime())) {
      log.atInfo()
          .addKeyValue("peer.address", String.valueOf(session.getRemoteSocketAddress()))
          .log("too many pings");
      session.close(ErrorCode.ENHANCE_YOUR_CALM_ERROR.code, "too_many_pings", Callback.NOOP);
    }
  }

  @Override
  public void onOutgoingFrame(Session session, Frame frame) {
    if (frame.getType() == FrameType.HEADERS || frame.getType() == FrameType.DATA) {
      sent();
    }
  }

  /// Headers or data were sent.
  void sent() {
    hasSent.set(true);
  }

  /// Judges a ping.
  ///
  /// @param now in nanoseconds
  boolean isTooOften(long now) {
    if (hasSent.getAndSet(false)) {
      tooSoon = 0;
    } else if (now - last < least) {
      tooSoon++;
    }
    last = now;
    return tooSoon > MOST;
  }
}

package io.tiphys.reposerver.serve;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.tiphys.proto.header.RefreshAge;
import io.tiphys.reposerver.source.Recency;

/// How new the knowledge of a remote has to be for the call that is being answered.
public final class CallRecency implements ServerInterceptor {

  private static final Context.Key<Recency> CALL = Context.key("recency");

  /// @param noRevisionCache whether the caller insists on what the remote has
  static Recency of(boolean noRevisionCache) {
    if (!noRevisionCache) {
      return Recency.REMEMBERED;
    }
    Recency asked = CALL.get();
    return asked == null ? Recency.now() : asked;
  }

  @Override
  public <Q, S> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
    var recency = Recency.ago(RefreshAge.parse(headers.get(RefreshAge.KEY)));
    return Contexts.interceptCall(Context.current().withValue(CALL, recency), call, headers, next);
  }
}

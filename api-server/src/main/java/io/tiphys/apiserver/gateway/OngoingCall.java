package io.tiphys.apiserver.gateway;

import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Caller;

/// A call as its handler sees it.
record OngoingCall(Caller caller, Request request, Cancellation cancellation) implements Call {

  @Override
  public boolean isCancelled() {
    return cancellation.isCancelled();
  }

  @Override
  public void onCancel(Runnable what) {
    cancellation.onCancel(what);
  }

  @Override
  public String header(String name) {
    return request.header().apply(name);
  }

  @Override
  public String extra(String name) {
    return request.extras().getOrDefault(name, "");
  }
}

package io.tiphys.apiserver.web;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Sends who comes in plain text to the same place with TLS: browsers whose user typed no scheme,
/// and the kubelet's probes. Nothing else is answered in plain text.
final class ToHttps extends Handler.Wrapper {

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (request.isSecure()) {
      return super.handle(request, response, callback);
    }
    String host = request.getHeaders().get(HttpHeader.HOST);
    if (host == null || host.isBlank()) {
      Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
      return true;
    }
    response.setStatus(HttpStatus.TEMPORARY_REDIRECT_307);
    response
        .getHeaders()
        .put(HttpHeader.LOCATION, "https://" + host + request.getHttpURI().getPathQuery())
        .put(HttpHeader.CONNECTION, "close");
    callback.succeeded();
    return true;
  }
}

package io.tiphys.apiserver.web;

import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Serves everything below a path as well (`--rootpath`), for a reverse proxy that does not take it
/// away. Health stays where probes look for it.
final class RootPath extends Handler.Wrapper {

  private final String prefix;

  /// @param path such as `cd` or `/cd/`
  RootPath(String path) {
    this.prefix = "/" + path.replaceAll("^/+|/+$", "");
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    HttpURI uri = request.getHttpURI();
    String path = uri.getPath();
    if (path == null || !(path.equals(prefix) || path.startsWith(prefix + "/"))) {
      return super.handle(request, response, callback);
    }
    String inner = path.substring(prefix.length());
    HttpURI within = HttpURI.build(uri).path(inner.isEmpty() ? "/" : inner).asImmutable();
    return super.handle(Request.serveAs(request, within), response, callback);
  }
}

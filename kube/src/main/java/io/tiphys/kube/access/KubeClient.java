package io.tiphys.kube.access;

import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/// Requests to one API server, on raw JSON. Never throws for what the server or the network does.
/// Any number of (virtual) threads; a call holds its thread until it is answered.
///
/// What fails without having been looked at (429 with `Retry-After`, a connection that broke) is
/// sent again where that is harmless: never a `create`.
public final class KubeClient implements AutoCloseable {

  private static final MediaType JSON = MediaType.get("application/json");
  private static final byte[] NOTHING = {};

  private final Transport transport;
  private final Exchange exchange;
  private final @Nullable Impersonation impersonation;
  private final @Nullable String refusal;

  /// @throws IllegalArgumentException when the server's URL is none
  public KubeClient(ClusterAccess access, KubeClientOptions options) {
    this(new Transport(access, options), RequestObserver.none(), null, null);
  }

  private KubeClient(
      Transport transport,
      RequestObserver observer,
      @Nullable Impersonation impersonation,
      @Nullable String refusal) {
    this.refusal = refusal;
    this.transport = transport;
    this.exchange = new Exchange(transport, observer);
    this.impersonation = impersonation;
  }

  /// The same connections; this observer is told of the requests made through it.
  public KubeClient observedBy(RequestObserver observer) {
    return new KubeClient(transport, observer, impersonation, refusal);
  }

  /// The same connections, in another's name.
  public KubeClient impersonating(Impersonation other) {
    return new KubeClient(transport, exchange.observer, other, refusal);
  }

  /// For those in whose name nothing may be asked: no request is made, and each is refused.
  ///
  /// @param why the message of the refusals
  public KubeClient refusing(String why) {
    return new KubeClient(transport, exchange.observer, impersonation, why);
  }

  /// How the server is reached.
  public ClusterAccess access() {
    return transport.access;
  }

  public Answer get(ResourcePath object) {
    return send(ApiCall.of("Get", "GET", object, ""), null, null);
  }

  /// All objects of a collection in one answer. For small ones; [#list] is for the others.
  public Answer listAll(ResourcePath collection, Selection selection) {
    return send(ApiCall.of("List", "GET", collection, select(selection, new Query())), null, null);
  }

  /// One page of a collection.
  ///
  /// @param limit objects per page; 0 for all
  /// @param continueToken of the page before; empty for the first
  public Streamed list(
      ResourcePath collection, Selection selection, int limit, String continueToken) {
    Query query = new Query();
    select(selection, query);
    if (limit > 0) {
      query.add("limit", Integer.toString(limit));
    }
    query.addIfAny("continue", continueToken);
    return stream(ApiCall.of("List", "GET", collection, query.text()), Patience.REQUEST);
  }

  /// The changes since a version, one JSON object a line, with bookmarks.
  ///
  /// @param timeout when the server ends it
  public Streamed watch(
      ResourcePath collection, Selection selection, String resourceVersion, Duration timeout) {
    Query query = new Query();
    query.add("watch", "true");
    query.add("allowWatchBookmarks", "true");
    query.add("resourceVersion", resourceVersion);
    query.add("timeoutSeconds", Long.toString(timeout.toSeconds()));
    select(selection, query);
    return stream(ApiCall.of("Watch", "GET", collection, query.text()), Patience.WATCH);
  }

  /// The log of a pod's container. One that is followed has no limit in time: it lasts until the
  /// container ends, or the body is closed. Take [BodyStream#input()]: a line may have any length.
  ///
  /// @param pod its path
  public Streamed logs(ResourcePath pod, LogQuery which) {
    return stream(
        ApiCall.of("Get", "GET", pod.withSubresource("log"), which.query()).text(),
        which.follow() ? Patience.ENDLESS : Patience.WATCH); // it is read as fast as somebody reads
  }

  public Answer create(ResourcePath collection, byte[] object, Write write) {
    ApiCall call = ApiCall.of("Create", "POST", collection, options(write)).dryRun(write.dryRun());
    return send(call, object, JSON);
  }

  /// @param object with its `metadata.resourceVersion` when no other change may be lost
  public Answer replace(ResourcePath path, byte[] object, Write write) {
    ApiCall call = ApiCall.of("Update", "PUT", path, options(write)).dryRun(write.dryRun());
    return send(call, object, JSON);
  }

  public Answer patch(ResourcePath object, PatchType type, byte[] patch, Write write) {
    ApiCall call = ApiCall.of("Patch", "PATCH", object, options(write)).dryRun(write.dryRun());
    return send(call, patch, MediaType.get(type.contentType));
  }

  /// Server-side apply.
  ///
  /// @param write must have a field manager
  public Answer apply(ResourcePath path, byte[] object, Write write) {
    return patch(path, PatchType.APPLY, object, write);
  }

  public Answer delete(ResourcePath object, Delete delete) {
    ApiCall call = ApiCall.of("Delete", "DELETE", object, "").dryRun(delete.dryRun());
    return send(call, delete.body(), JSON);
  }

  /// Any other document of the server: discovery, schema, version, health.
  ///
  /// @param path from `/` on, with its query
  /// @param accept the format wanted
  public Answer read(String path, String accept) {
    return send(ApiCall.document(path, accept), null, null);
  }

  /// The same as it arrives.
  public Streamed readStream(String path, String accept) {
    return stream(ApiCall.document(path, accept), Patience.REQUEST);
  }

  private Answer send(ApiCall call, byte @Nullable [] body, @Nullable MediaType type) {
    Answer.Refused invalid = refusal(call);
    return invalid != null ? invalid : exchange.send(call, request(call, body, type));
  }

  private Streamed stream(ApiCall call, Patience patience) {
    Answer.Refused invalid = refusal(call);
    return invalid != null
        ? new Streamed.Closed(invalid)
        : exchange.stream(call, request(call, null, null), patience);
  }

  private Answer.@Nullable Refused refusal(ApiCall call) {
    return refusal == null ? call.refusal() : new Answer.Refused(403, "Forbidden", refusal);
  }

  private Request request(ApiCall call, byte @Nullable [] body, @Nullable MediaType type) {
    HttpUrl server = transport.server;
    String prefix = server.encodedPath();
    String base = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    StringBuilder url = new StringBuilder(160).append(server.scheme()).append("://");
    boolean v6 = server.host().indexOf(':') >= 0;
    url.append(v6 ? "[" + server.host() + "]" : server.host());
    url.append(':').append(server.port()).append(base).append(call.path()).append(call.query());
    var builder = new Request.Builder().url(HttpUrl.get(url.toString()));
    builder.header("Accept", call.accept()).header("User-Agent", "tiphys");
    if (transport.access.disableCompression()) {
      builder.header("Accept-Encoding", "identity");
    }
    Impersonation other = impersonation;
    if (other != null) {
      builder.header("Impersonate-User", other.user());
      for (String group : other.groups()) {
        builder.addHeader("Impersonate-Group", group);
      }
    }
    boolean bodyNeeded = !call.method().equals("GET");
    return builder
        .method(
            call.method(),
            bodyNeeded
                ? new SentBody(body == null ? NOTHING : body, type, call.isRepeatable())
                : null)
        .build();
  }

  private static String select(Selection selection, Query query) {
    query.addIfAny("labelSelector", selection.labelSelector());
    query.addIfAny("fieldSelector", selection.fieldSelector());
    return query.text();
  }

  private static String options(Write write) {
    Query query = new Query();
    if (write.dryRun()) {
      query.add("dryRun", "All");
    }
    query.addIfAny("fieldManager", write.fieldManager());
    if (write.force()) {
      query.add("force", "true");
    }
    query.addIfAny("fieldValidation", write.fieldValidation());
    return query.text();
  }

  /// Ends the connections of all clients that share them; calls under way fail.
  @Override
  public void close() {
    transport.close();
  }
}

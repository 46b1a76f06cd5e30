package io.tiphys.kube.schema;

import io.tiphys.engine.schema.Schema;
import io.tiphys.engine.schema.SchemaLookup;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.GroupVersionKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The schemas of one cluster. The first question about a group-version waits for the API server;
/// one that it cannot answer is asked again later, and has no schema until then.
public final class ClusterSchemas implements SchemaLookup {

  private static final Logger log = LoggerFactory.getLogger(ClusterSchemas.class);
  private static final long SECOND = 1_000_000_000L;
  private static final long PUBLISHED_WITHIN = 15 * SECOND;
  private static final long FAILED_FOR = 10 * SECOND;

  private final KubeClient client;
  private final SchemaDocuments documents;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Document> loaded = new ConcurrentHashMap<>();
  private volatile Index index = new Index(Map.of(), System.nanoTime() - PUBLISHED_WITHIN, false);
  private volatile long changed = System.nanoTime() - 2 * PUBLISHED_WITHIN;

  /// @param addresses of the documents, by `v1` or `apps/v1`
  private record Index(Map<String, String> addresses, long read, boolean isKnown) {}

  /// @param kinds null when it could not be read
  private record Document(
      String address, @Nullable Map<GroupVersionKind, Schema> kinds, long read) {}

  public ClusterSchemas(KubeClient client, SchemaDocuments documents) {
    this.client = client;
    this.documents = documents;
  }

  /// A definition was added, changed or removed. API servers publish its schema some time later.
  public void changed() {
    changed = System.nanoTime();
  }

  @Override
  public Optional<Schema> of(GroupVersionKind gvk) {
    Index now = index();
    String address = now.addresses().get(gvk.apiVersion());
    if (address == null) {
      return Optional.empty();
    }
    Document document = loaded.get(gvk.apiVersion());
    if (document == null || !document.address().equals(address) || isRetryDue(document)) {
      document = load(gvk.apiVersion(), address);
    }
    var kinds = document.kinds();
    return kinds == null ? Optional.empty() : Optional.ofNullable(kinds.get(gvk));
  }

  private static boolean isRetryDue(Document document) {
    return document.kinds() == null && System.nanoTime() - document.read() > FAILED_FOR;
  }

  private Document load(String apiVersion, String address) {
    lock.lock();
    try {
      Document known = loaded.get(apiVersion);
      if (known != null && known.address().equals(address) && !isRetryDue(known)) {
        return known;
      }
      Document read = new Document(address, parse(address), System.nanoTime());
      loaded.put(apiVersion, read);
      return read;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Map<GroupVersionKind, Schema> parse(String address) {
    try {
      return documents.get(address, () -> read(address));
    } catch (RuntimeException e) {
      log.warn("cluster {}: the schema {} cannot be read", client.access().server(), address, e);
      return null;
    }
  }

  private byte @Nullable [] read(String path) {
    return switch (client.read(path, "application/json")) {
      case Answer.Ok(var code, var body) -> body;
      case Answer.Refused refused -> nothing(path, refused);
      case Answer.Unreachable unreachable -> nothing(path, unreachable);
    };
  }

  private byte @Nullable [] nothing(String path, Answer why) {
    log.warn("cluster {}: no schema {}: {}", client.access().server(), path, why.problem());
    return null;
  }

  /// Read again for a while after a change, once a second, and now and then while it cannot be
  /// read.
  private Index index() {
    Index now = index;
    if (!isOutdated(now)) {
      return now;
    }
    lock.lock();
    try {
      if (isOutdated(index)) {
        index = readIndex(index);
      }
      return index;
    } finally {
      lock.unlock();
    }
  }

  private boolean isOutdated(Index known) {
    long age = System.nanoTime() - known.read();
    if (!known.isKnown()) {
      return age > FAILED_FOR;
    }
    boolean sawAll = known.read() - changed > PUBLISHED_WITHIN;
    return !sawAll && age > SECOND;
  }

  private Index readIndex(Index old) {
    byte[] json = read("/openapi/v3");
    if (json == null) {
      return new Index(old.addresses(), System.nanoTime(), old.isKnown());
    }
    var addresses = new HashMap<String, String>();
    var paths =
        JsonTree.objectOrEmpty(
            JsonTree.parse(json) instanceof Map<?, ?> map ? map.get("paths") : null);
    paths.forEach((path, value) -> {
      if (JsonTree.objectOrEmpty(value).get("serverRelativeURL") instanceof String url) {
        addresses.put(apiVersion(path), url);
      }
    });
    loaded.keySet().retainAll(addresses.keySet());
    return new Index(Map.copyOf(addresses), System.nanoTime(), true);
  }

  /// `apps/v1` of `apis/apps/v1`, `v1` of `api/v1`.
  private static String apiVersion(String path) {
    return path.startsWith("apis/")
        ? path.substring("apis/".length())
        : path.startsWith("api/") ? path.substring("api/".length()) : path;
  }
}

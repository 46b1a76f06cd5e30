package io.tiphys.apiserver.application.store;

import com.google.protobuf.CodedOutputStream;
import io.tiphys.apiserver.operation.Fields;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.k8s.meta.v1.ListMeta;
import io.tiphys.proto.v1alpha1.ApplicationList;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A list of Applications, written from the bytes that each has: nothing is built in memory.
///
/// @param apps in order
/// @param resourceVersion up to which they are known
/// @param continueToken where the next page begins; empty for none
/// @param remaining how many more there are; null where all were asked for
/// @param facets counts by what lists can be filtered by; null unless they were asked for
public record AppList(
    List<StoredApp> apps,
    String resourceVersion,
    String continueToken,
    @Nullable Long remaining,
    @Nullable Map<String, ? extends Map<String, Long>> facets)
    implements Reply<ApplicationList> {

  public AppList {
    apps = List.copyOf(apps);
  }

  private ListMeta metadata() {
    var meta = ListMeta.newBuilder().setResourceVersion(resourceVersion);
    if (!continueToken.isEmpty()) {
      meta.setContinue(continueToken);
    }
    if (remaining != null) {
      meta.setRemainingItemCount(remaining);
    }
    return meta.build();
  }

  @Override
  public int protoSize() {
    long size =
        CodedOutputStream.computeMessageSize(ApplicationList.METADATA_FIELD_NUMBER, metadata());
    for (StoredApp app : apps) {
      size += app.fieldSize(ApplicationList.ITEMS_FIELD_NUMBER);
    }
    return Math.toIntExact(size);
  }

  @Override
  public void writeProto(OutputStream out) throws IOException {
    var coded = CodedOutputStream.newInstance(out);
    coded.writeMessage(ApplicationList.METADATA_FIELD_NUMBER, metadata());
    for (StoredApp app : apps) {
      app.writeField(coded, ApplicationList.ITEMS_FIELD_NUMBER);
    }
    coded.flush();
  }

  @Override
  public void writeJson(OutputStream out, Fields fields) throws IOException {
    var head = new TreeMap<String, @Nullable Object>();
    var meta = new TreeMap<String, @Nullable Object>();
    meta.put("resourceVersion", resourceVersion);
    if (!continueToken.isEmpty()) {
      meta.put("continue", continueToken);
    }
    if (remaining != null) {
      meta.put("remainingItemCount", remaining);
    }
    head.put("metadata", meta);
    if (facets != null) {
      head.put("facets", facets);
    }
    String rest =
        new String(JsonTree.write(fields.of(JsonTree.object(head))), StandardCharsets.UTF_8);
    if (!fields.wants("items")) {
      out.write(rest.getBytes(StandardCharsets.UTF_8));
      return;
    }
    out.write(rest.substring(0, rest.length() - 1).getBytes(StandardCharsets.UTF_8));
    if (rest.length() > 2) {
      out.write(',');
    }
    items(out, fields.below("items"));
    out.write('}');
  }

  private void items(OutputStream out, Fields fields) throws IOException {
    out.write("\"items\":".getBytes(StandardCharsets.US_ASCII));
    if (apps.isEmpty()) {
      out.write("null".getBytes(StandardCharsets.US_ASCII)); // as Go writes a list that is nil
      return;
    }
    char before = '[';
    for (StoredApp app : apps) {
      out.write(before);
      app.writeJson(out, fields);
      before = ',';
    }
    out.write(']');
  }
}

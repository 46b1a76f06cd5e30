package io.tiphys.kube.facts;

import io.tiphys.engine.health.Health;
import io.tiphys.engine.health.HealthRules;
import io.tiphys.kube.watch.ObjectHeader;
import io.tiphys.kube.watch.RawObject;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.tree.InfoItem;
import io.tiphys.model.tree.ResourceNetworkingInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is kept of an object for the resource tree. There may be a hundred thousand of them: most
/// are [#NONE], and texts that many share are kept once.
///
/// @param health null when its kind has none
/// @param info for people, in the order in which they are shown
/// @param networking where it takes traffic from and passes it to; without external URLs
/// @param place of a Pod
/// @param host of a Node
public record Facts(
    @Nullable Health health,
    List<InfoItem> info,
    @Nullable ResourceNetworkingInfo networking,
    @Nullable PodPlace place,
    @Nullable Host host) {

  /// Nothing is known.
  public static final Facts NONE = new Facts(null, List.of(), null, null, null);

  private static final Logger log = LoggerFactory.getLogger(Facts.class);
  private static final GroupKind NODE = new GroupKind("", "Node");

  public Facts {
    info = List.copyOf(info);
  }

  /// Never fails: one odd object must not keep a whole kind from being followed.
  ///
  /// @param raw as it arrived
  /// @param shownLabels labels that are shown of every object (`resource.customLabels`)
  /// @param rules how it is judged
  public static Facts of(RawObject raw, Set<String> shownLabels, HealthRules rules) {
    try {
      return read(raw, shownLabels, rules);
    } catch (RuntimeException | StackOverflowError e) {
      log.warn("{}: nothing can be shown of it: {}", raw.header().key(), e.toString());
      return NONE;
    }
  }

  private static Facts read(RawObject raw, Set<String> shownLabels, HealthRules rules) {
    ObjectHeader header = raw.header();
    GroupKind kind = header.key().groupKind();
    boolean isRead =
        rules.mayHave(kind) || header.isDeleting() || kind.equals(NODE) || Traffic.mayHave(kind);
    var info = new ArrayList<InfoItem>();
    if (!isRead) {
      labels(header, shownLabels, info);
      return info.isEmpty() ? NONE : new Facts(null, info, null, null, null);
    }
    Manifest object = Manifest.parse(raw.jsonWithoutManagedFields());
    Revisions.of(object).ifPresent(revision -> info.add(item("Revision", "Rev:" + revision)));
    labels(header, shownLabels, info);
    PodPlace place = null;
    if (kind.equals(PodPlace.POD)) {
      PodSummary.of(object).addTo(info);
      place = PodPlace.of(object);
    }
    return new Facts(
        rules.of(object).orElse(null),
        info,
        Traffic.of(object),
        place,
        kind.equals(NODE) ? Host.of(object) : null);
  }

  private static void labels(ObjectHeader header, Set<String> shown, List<InfoItem> info) {
    for (String name : shown) {
      if (header.labels().get(name) instanceof String value) {
        info.add(item(name, value));
      }
    }
  }

  static InfoItem item(String name, String value) {
    return new InfoItem(name, value.intern(), Unknown.NONE);
  }
}

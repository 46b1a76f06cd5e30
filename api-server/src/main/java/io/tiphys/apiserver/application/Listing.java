package io.tiphys.apiserver.application;

import io.tiphys.apiserver.application.store.AppFacts;
import io.tiphys.apiserver.application.store.AppList;
import io.tiphys.apiserver.application.store.AppName;
import io.tiphys.apiserver.application.store.StoredApp;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.proto.application.ApplicationQuery;
import io.tiphys.proto.v1alpha1.ApplicationList;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Lists of Applications: all at once as ever, or in pages and by more filters for clients that
/// know of `limit`, `continue`, `search`, `cluster`, `health`, `sync` and `facets`.
final class Listing {

  private static final int LARGEST_PAGE = 10_000;
  private static final String CONTINUE = "continue";

  private final ApplicationAccess access;

  Listing(ApplicationAccess access) {
    this.access = access;
  }

  Reply<ApplicationList> list(ApplicationQuery query, Call call) {
    String known = access.store().resourceVersion();
    String version = "0";
    Predicate<StoredApp> wanted = wanted(query, call).and(more(call));
    int limit = limit(call);
    String from = call.extra(CONTINUE);
    Collection<StoredApp> candidates =
        from.isEmpty() ? access.store().all() : access.store().after(position(from));
    var page = new ArrayList<StoredApp>();
    long beyond = 0;
    for (StoredApp app : candidates) {
      if (wanted.test(app)) {
        version = newer(version, app.facts().resourceVersion(), known);
        if (limit == 0 || page.size() < limit) {
          page.add(app);
        } else {
          beyond++;
        }
      }
    }
    return new AppList(
        page,
        version,
        beyond == 0 ? "" : token(page.getLast().name()),
        limit == 0 ? null : beyond,
        call.extra("facets").equals("true") ? facets(wanted) : null);
  }

  /// The version of the newest that is shown: that of the store tells of others. What changed while
  /// the list was made does not count, for another change before it may not be in the list.
  private static String newer(String version, String other, String known) {
    return AppFacts.isNewer(other, version) && !AppFacts.isNewer(other, known) ? other : version;
  }

  /// What the request's fields and the caller's rights let through.
  Predicate<StoredApp> wanted(ApplicationQuery query, Call call) {
    Predicate<String> permitted = call.rights().objects(ApplicationAccess.RESOURCE, "get");
    String control = access.controlPlaneNamespace();
    var selector = LabelQuery.parse(query.getSelector());
    var projects = new HashSet<>(query.getProjectsList());
    projects.addAll(query.getProjectList());
    projects.remove("");
    return app -> {
      AppFacts facts = app.facts();
      return (query.getAppNamespace().isEmpty()
              || app.name().namespace().equals(query.getAppNamespace()))
          && (query.getName().isEmpty() || app.name().name().equals(query.getName()))
          && (projects.isEmpty() || projects.contains(facts.project()))
          && (query.getRepo().isEmpty() || facts.repoUrls().contains(query.getRepo()))
          && selector.matches(facts.labels())
          && permitted.test(app.rbacObject(control));
    };
  }

  private static Predicate<StoredApp> more(Call call) {
    String search = call.extra("search").toLowerCase(Locale.ROOT);
    Set<String> clusters = values(call, "cluster");
    Set<String> health = values(call, "health");
    Set<String> sync = values(call, "sync");
    return app -> {
      AppFacts facts = app.facts();
      return (search.isEmpty() || app.name().name().toLowerCase(Locale.ROOT).contains(search))
          && (clusters.isEmpty()
              || clusters.contains(facts.server())
              || clusters.contains(facts.cluster()))
          && (health.isEmpty() || health.contains(orUnknown(facts.healthStatus())))
          && (sync.isEmpty() || sync.contains(orUnknown(facts.syncStatus())));
    };
  }

  private static Set<String> values(Call call, String name) {
    String text = call.extra(name);
    return text.isEmpty() ? Set.of() : Set.copyOf(new HashSet<>(List.of(text.split(","))));
  }

  private static String orUnknown(String status) {
    return status.isEmpty() ? "Unknown" : status;
  }

  private Map<String, Map<String, Long>> facets(Predicate<StoredApp> wanted) {
    var facets = new TreeMap<String, Map<String, Long>>();
    for (String facet : List.of("project", "cluster", "namespace", "health", "sync")) {
      facets.put(facet, new TreeMap<>());
    }
    for (StoredApp app : access.store().all()) {
      if (wanted.test(app)) {
        AppFacts facts = app.facts();
        count(facets, "project", facts.project());
        count(facets, "cluster", facts.cluster().isEmpty() ? facts.server() : facts.cluster());
        count(facets, "namespace", facts.destinationNamespace());
        count(facets, "health", orUnknown(facts.healthStatus()));
        count(facets, "sync", orUnknown(facts.syncStatus()));
      }
    }
    return facets;
  }

  private static void count(Map<String, Map<String, Long>> facets, String facet, String value) {
    facets.computeIfAbsent(facet, name -> new TreeMap<>()).merge(value, 1L, Long::sum);
  }

  private static int limit(Call call) {
    String text = call.extra("limit");
    if (text.isEmpty()) {
      return 0;
    }
    try {
      return Math.clamp(Integer.parseInt(text), 0, LARGEST_PAGE);
    } catch (NumberFormatException e) {
      throw Refusal.invalid("limit: \"" + text + "\" is no number");
    }
  }

  private static String token(AppName last) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((last.name() + "\n" + last.namespace()).getBytes(StandardCharsets.UTF_8));
  }

  private static AppName position(String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      int line = text.indexOf('\n');
      return new AppName(text.substring(line + 1), text.substring(0, line));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw Refusal.invalid("continue: is none that this server gave out");
    }
  }
}

package io.tiphys.controller.reconcile;

import io.tiphys.controller.compare.Rules;
import io.tiphys.controller.compare.Rules.Method;
import io.tiphys.controller.compare.TimeLimit;
import io.tiphys.engine.diff.CompareOptions;
import io.tiphys.engine.diff.DiffRules;
import io.tiphys.engine.ignore.IgnoreRule;
import io.tiphys.engine.ignore.IgnoreRules;
import io.tiphys.engine.schema.KnownField;
import io.tiphys.engine.schema.KnownFields;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.SyncPolicy;
import io.tiphys.settings.ArgocdSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How an Application is compared: what the installation says, and what it says of itself.
public final class ComparisonRules {

  private static final int MOST_KEPT = 10_000;
  private static final int MOST_SETTINGS = 10;

  private final boolean serverSideDiff;
  private final IgnoreRules.Deadline deadline;
  private final Map<List<IgnoreRule>, IgnoreRules> ready = new ConcurrentHashMap<>();
  private final Map<List<KnownField>, KnownFields> known = new ConcurrentHashMap<>();

  /// @param serverSideDiff whether Applications that say nothing are compared by dry runs
  ///   (`controller.diff.server.side`)
  /// @param jqTimeout how long one expression may run (`controller.ignore.normalizer.jq.timeout`)
  public ComparisonRules(boolean serverSideDiff, Duration jqTimeout) {
    this.serverSideDiff = serverSideDiff;
    this.deadline = TimeLimit.of(jqTimeout);
  }

  Rules of(Application app, ArgocdSettings settings) {
    var compare = settings.compare();
    return new Rules(
        new DiffRules(
            DiffRules.IgnoreStatus.of(compare.ignoreResourceStatusField()),
            compare.ignoreAggregatedRoles()),
        method(app),
        known(settings.knownFields()),
        ignored(app, settings),
        deadline);
  }

  private Method method(Application app) {
    var options = CompareOptions.of(app.metadata().annotations());
    if (options.isServerSide(serverSideDiff)) {
      return options.includesWebhooks() ? Method.SERVER_SIDE_WITH_WEBHOOKS : Method.SERVER_SIDE;
    }
    SyncPolicy policy = app.spec().syncPolicy();
    return policy != null && policy.syncOptions().contains("ServerSideApply=true")
        ? Method.STRUCTURED
        : Method.THREE_WAY;
  }

  private KnownFields known(List<KnownField> fields) {
    if (known.size() > MOST_SETTINGS) {
      known.clear();
    }
    return known.computeIfAbsent(fields, KnownFields::of);
  }

  private IgnoreRules ignored(Application app, ArgocdSettings settings) {
    var rules = new ArrayList<IgnoreRule>(settings.ignored().differences());
    app.spec().ignoreDifferences().forEach(one -> rules.add(IgnoreRule.of(one)));
    if (ready.size() > MOST_KEPT) {
      ready.clear(); // of Applications that are gone, or say something else now
    }
    return ready.computeIfAbsent(List.copyOf(rules), IgnoreRules::of);
  }
}

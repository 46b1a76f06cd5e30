package io.tiphys.apiserver.badge;

import com.google.re2j.Pattern;
import io.tiphys.settings.Settings;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Makes badges (https://argo-cd.readthedocs.io/en/stable/user-guide/status-badge/), for everybody
/// where `statusbadge.enabled` says so; elsewhere the state is unknown.
public final class Badges {

  private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*");
  private static final int MAX_NAME = 253;
  private static final int MAX_WIDTH = 4000;

  private final BadgeApplications applications;
  private final BooleanSupplier isEnabled;
  private final String namespace;

  /// @param namespace where Applications are when none is named
  public Badges(BadgeApplications applications, Supplier<Settings> settings, String namespace) {
    this(applications, () -> isOn(settings.get()), namespace);
  }

  /// @param isEnabled whether badges say anything now
  Badges(BadgeApplications applications, BooleanSupplier isEnabled, String namespace) {
    this.applications = applications;
    this.isEnabled = isEnabled;
    this.namespace = namespace;
  }

  private static boolean isOn(Settings settings) {
    return settings.argocd().data().getOrDefault("statusbadge.enabled", "").equals("true");
  }

  /// The badge that a request asks for.
  ///
  /// @param query its parameters
  /// @return SVG; none when a parameter cannot be
  Optional<String> draw(Map<String, List<String>> query) {
    boolean isOn = isEnabled.getAsBoolean();
    if (isOn && !isValid(query)) {
      return Optional.empty();
    }
    BadgeState state = isOn ? state(query) : BadgeState.UNKNOWN;
    int width = isOn ? width(first(query, "width")) : 0;
    return Optional.of(new BadgeSvg(state, isTrue(query, "keepFullRevision"), width).draw());
  }

  private static boolean isValid(Map<String, List<String>> query) {
    String name = first(query, "name");
    return (!query.containsKey("namespace") || LABEL.matches(first(query, "namespace")))
        && (!query.containsKey("name") || (name.length() <= MAX_NAME && NAME.matches(name)))
        && projects(query).stream()
            .allMatch(it -> it.isEmpty() || LABEL.matches(it.toLowerCase(Locale.ROOT)));
  }

  private BadgeState state(Map<String, List<String>> query) {
    String where = query.containsKey("namespace") ? first(query, "namespace") : namespace;
    if (!applications.covers(where)) {
      return BadgeState.NOT_FOUND;
    }
    var state = BadgeState.UNKNOWN;
    if (query.containsKey("name")) {
      var application = applications.find(where, first(query, "name"));
      if (application.isEmpty()) {
        return BadgeState.NOT_FOUND;
      }
      state =
          BadgeState.of(application.get(), isTrue(query, "revision"), isTrue(query, "showAppName"));
    }
    return query.containsKey("project") ? ofProjects(where, projects(query), state) : state;
  }

  private BadgeState ofProjects(String where, List<String> names, BadgeState named) {
    var state = BadgeState.of(applications.states(where, new HashSet<>(names)).toList());
    return new BadgeState(state.health(), state.sync(), named.revision(), named.title());
  }

  private static List<String> projects(Map<String, List<String>> query) {
    return query.getOrDefault("project", List.of());
  }

  private static boolean isTrue(Map<String, List<String>> query, String name) {
    return first(query, name).equalsIgnoreCase("true");
  }

  private static String first(Map<String, List<String>> query, String name) {
    List<String> values = query.getOrDefault(name, List.of());
    return values.isEmpty() ? "" : values.getFirst();
  }

  private static int width(String text) {
    try {
      return Math.clamp(Integer.parseInt(text), 0, MAX_WIDTH);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}

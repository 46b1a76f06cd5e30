package io.tiphys.engine.action;

import io.tiphys.model.json.Unknown;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.override.ResourceAction;
import io.tiphys.model.override.ResourceActionParam;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// An action that comes with Tiphys.
///
/// @param icon a class of Font Awesome; empty for none
/// @param shown what people see; empty for the name
/// @param params that it takes
/// @param isOffered whether an object has it at all
/// @param isEnabled whether it can be run now
record BuiltInAction(
    String name,
    String icon,
    String shown,
    List<String> params,
    Predicate<Manifest> isOffered,
    Predicate<Manifest> isEnabled,
    Deed deed) {

  /// What it does.
  @FunctionalInterface
  interface Deed {
    ActionResult on(Manifest live, Map<String, String> params, Instant now);
  }

  /// A deed that changes the object and nothing else.
  @FunctionalInterface
  interface Edit {
    Manifest of(Manifest live, Instant now);
  }

  static BuiltInAction of(String name, Predicate<Manifest> isEnabled, Edit edit) {
    return new BuiltInAction(
        name,
        "",
        "",
        List.of(),
        live -> true,
        isEnabled,
        (live, params, now) -> ActionResult.patch(edit.of(live, now)));
  }

  static BuiltInAction creating(String name, String shown, Edit made) {
    return new BuiltInAction(
        name,
        "fa fa-fw fa-plus",
        shown,
        List.of(),
        live -> true,
        live -> true,
        (live, params, now) -> ActionResult.create(made.of(live, now)));
  }

  BuiltInAction shownAs(String newIcon, String newShown) {
    return new BuiltInAction(name, newIcon, newShown, params, isOffered, isEnabled, deed);
  }

  /// Not there at all for an object for which it is of no use, as Argo CD has it for some kinds.
  BuiltInAction onlyWhenEnabled() {
    return new BuiltInAction(name, icon, shown, params, isEnabled, isEnabled, deed);
  }

  ResourceAction offer(Manifest live) {
    return new ResourceAction(
        name,
        params.stream().map(param -> new ResourceActionParam(param, Unknown.NONE)).toList(),
        !isEnabled.test(live),
        icon,
        shown,
        Unknown.NONE);
  }
}

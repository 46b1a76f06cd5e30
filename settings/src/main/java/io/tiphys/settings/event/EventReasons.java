package io.tiphys.settings.event;

import java.util.List;
import java.util.Set;

/// Which Events are written (`--enable-k8s-event`).
///
/// @param all whatever the reason
/// @param reasons otherwise only these
public record EventReasons(boolean all, Set<String> reasons) {

  public EventReasons {
    reasons = Set.copyOf(reasons);
  }

  /// @param flag `all`, `none`, or reasons; `none` rules out what else is there
  public static EventReasons of(List<String> flag) {
    if (flag.contains("none")) {
      return new EventReasons(false, Set.of());
    }
    return new EventReasons(flag.contains("all"), Set.copyOf(flag));
  }

  public boolean allow(String reason) {
    return all || reasons.contains(reason);
  }

  public boolean areNone() {
    return !all && reasons.isEmpty();
  }
}

package io.tiphys.apiserver.rbac;

import java.util.ArrayList;
import java.util.List;

/// In whose names a policy is asked for one caller: what one of them may do, the caller may. What
/// is denied to one of them, another may still allow.
///
/// @param inProject those that also have what the object's project gives them
/// @param everywhere those that only have what the installation's policy gives them
record Voices(List<Voice> inProject, List<Voice> everywhere) {

  /// @param title how explanations call it
  /// @param subject as policies name it
  /// @param isGroup counts only where a line gives it a role
  record Voice(String title, String subject, boolean isGroup) {}

  Voices {
    inProject = List.copyOf(inProject);
    everywhere = List.copyOf(everywhere);
  }

  static Voices of(Asker asker, String defaultRole) {
    var inProject = new ArrayList<Voice>();
    var everywhere = new ArrayList<Voice>();
    if (!defaultRole.isEmpty()) {
      everywhere.add(new Voice("policy.default", defaultRole, false));
    }
    switch (asker) {
      case Asker.Anonymous anonymous -> {}
      case Asker.Known(var subject, var groups) -> {
        if (!defaultRole.isEmpty()) {
          inProject.add(new Voice("policy.default", defaultRole, false));
        }
        inProject.add(new Voice("subject", subject, false));
        groups.stream().distinct().forEach(it -> inProject.add(new Voice("group", it, true)));
      }
    }
    everywhere.add(new Voice("everybody", "", false));
    return new Voices(inProject, everywhere);
  }
}

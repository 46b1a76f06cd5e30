package io.tiphys.apiserver.rbac;

import io.tiphys.apiserver.rbac.PolicyLine.Grouping;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Who has which roles, also through other roles.
final class RoleGraph {

  /// Casbin looks no further.
  private static final int LONGEST = 10;

  private final Map<String, List<Grouping>> byMember;

  private RoleGraph(Map<String, List<Grouping>> byMember) {
    this.byMember = byMember;
  }

  static RoleGraph of(List<Grouping> groupings) {
    var byMember = new HashMap<String, List<Grouping>>();
    for (Grouping grouping : groupings) {
      byMember.computeIfAbsent(grouping.member(), it -> new ArrayList<>()).add(grouping);
    }
    return new RoleGraph(byMember);
  }

  /// The same with more lines.
  RoleGraph with(Map<String, List<Grouping>> more) {
    var all = new HashMap<>(byMember);
    more.forEach((member, groupings) -> {
      var both = new ArrayList<>(all.getOrDefault(member, List.of()));
      both.addAll(groupings);
      all.put(member, both);
    });
    return new RoleGraph(all);
  }

  /// Whether a line gives this name a role.
  boolean isMember(String name) {
    return byMember.containsKey(name);
  }

  /// The name itself and all roles that it has, the nearest first.
  ///
  /// @return each with the lines that lead to it
  Map<String, List<Grouping>> rolesOf(String name) {
    var found = new LinkedHashMap<String, List<Grouping>>();
    var open = new ArrayDeque<String>();
    found.put(name, List.of());
    open.add(name);
    while (!open.isEmpty()) {
      String member = open.remove();
      List<Grouping> path = found.getOrDefault(member, List.of());
      if (path.size() >= LONGEST) {
        continue;
      }
      for (Grouping grouping : byMember.getOrDefault(member, List.of())) {
        if (!found.containsKey(grouping.role())) {
          var longer = new ArrayList<>(path);
          longer.add(grouping);
          found.put(grouping.role(), longer);
          open.add(grouping.role());
        }
      }
    }
    return found;
  }
}

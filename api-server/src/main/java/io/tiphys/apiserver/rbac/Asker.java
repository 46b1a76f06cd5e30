package io.tiphys.apiserver.rbac;

import java.util.List;
import java.util.Optional;

/// Who asks, as policies name them.
public sealed interface Asker {

  /// Who has not logged in. Has what the default role and the empty subject have.
  record Anonymous() implements Asker {}

  /// @param subject a user's name, or `proj:PROJECT:ROLE`
  /// @param groups of the user; only those count that a `g` line names
  record Known(String subject, List<String> groups) implements Asker {
    public Known {
      groups = List.copyOf(groups);
    }

    /// The project that this is a role of.
    Optional<String> project() {
      String[] parts = subject.split(":", -1);
      return parts.length == 3 && parts[0].equals("proj")
          ? Optional.of(parts[1])
          : Optional.empty();
    }
  }
}

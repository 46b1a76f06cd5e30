package io.tiphys.controller.dependency;

import io.tiphys.controller.application.AppKey;
import io.tiphys.controller.application.Applications;
import io.tiphys.controller.application.Projects;
import io.tiphys.controller.application.Seen;
import io.tiphys.engine.project.NamespaceList;
import io.tiphys.model.application.Application;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The Applications that there are, and which projects let others wait for theirs.
interface Landscape {

  Collection<AppKey> keys();

  /// Whether an Application has a text anywhere; quick.
  boolean mentions(AppKey key, String text);

  /// Reads an Application; not quick.
  Optional<Application> read(AppKey key);

  /// Whether Applications of a project may wait for those of another one.
  boolean mayWait(String from, String forOne);

  /// As the control plane has them.
  record Live(Applications applications, Projects projects) implements Landscape {

    /// On an AppProject: the projects, comma separated, `*` for any letters.
    private static final String DEPENDENTS = "tiphys.io/dependents";

    @Override
    public Collection<AppKey> keys() {
      return applications.keys();
    }

    @Override
    public boolean mentions(AppKey key, String text) {
      return applications.mentions(key, text);
    }

    @Override
    public Optional<Application> read(AppKey key) {
      return applications.get(key).map(Seen::app);
    }

    @Override
    public boolean mayWait(String from, String forOne) {
      return from.equals(forOne)
          || projects
              .get(forOne)
              .map(project -> project.metadata().annotations().getOrDefault(DEPENDENTS, ""))
              .filter(names -> new NamespaceList(List.of(names.split(","))).includes(from))
              .isPresent();
    }
  }
}

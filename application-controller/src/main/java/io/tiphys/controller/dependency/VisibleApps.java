package io.tiphys.controller.dependency;

import io.tiphys.engine.dependency.AppGraph;
import io.tiphys.engine.dependency.AppName;
import io.tiphys.engine.dependency.Dependency;
import io.tiphys.engine.dependency.DependsOn;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The Applications that one of a project may wait for: those of its own project, and of projects
/// that let it. Of others it does not learn that they are there.
///
/// @param project of the one that asks
/// @param known reads what is known of an Application; null when it is not there
record VisibleApps(
    String project,
    Landscape landscape,
    Function<AppName, @Nullable Fact> known,
    Map<AppName, Dependencies.Declared> declared,
    Facts facts)
    implements AppGraph {

  @Override
  public Optional<Standing> standing(AppName app) {
    Fact fact = known.apply(app);
    return fact != null && landscape.mayWait(project, fact.project())
        ? Optional.of(fact.standing())
        : Optional.empty();
  }

  @Override
  public DependsOn dependsOn(AppName app) {
    Dependencies.Declared its = declared.get(app);
    return its == null || !landscape.mayWait(project, its.project())
        ? DependsOn.NOTHING
        : its.dependsOn();
  }

  @Override
  public Stream<AppName> labelled(Dependency.Labelled labels) {
    return facts.labelled(labels).filter(app -> standing(app).isPresent());
  }
}

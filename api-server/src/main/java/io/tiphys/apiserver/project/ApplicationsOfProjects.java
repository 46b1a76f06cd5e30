package io.tiphys.apiserver.project;

import io.tiphys.model.application.Application;
import java.util.Collection;

/// Knows which Applications use a project.
@FunctionalInterface
public interface ApplicationsOfProjects {

  /// @return all that name it, in whatever namespace; `default` also those that name none
  Collection<Application> of(String project);
}

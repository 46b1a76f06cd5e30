package io.tiphys.settings;

import io.tiphys.model.repository.RepoCreds;
import io.tiphys.model.repository.Repository;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.function.Consumer;

/// Reads repository and repo-creds Secrets. A number that is none counts as 0 and is reported.
final class RepositorySecrets {

  private final Consumer<SettingsProblem> problems;

  RepositorySecrets(Consumer<SettingsProblem> problems) {
    this.problems = problems;
  }

  Repositories read(Collection<NamedSecret> secrets) {
    var repositories = new ArrayList<Repository>();
    var templates = new ArrayList<RepoCreds>();
    secrets.stream()
        .sorted(Comparator.comparing(NamedSecret::name))
        .forEach(secret -> {
          if (secret.text("url").isBlank()) {
            problems.accept(new SettingsProblem(secret.name(), "url", "is empty"));
          } else if (secret.type().startsWith("repository")) {
            repositories.add(
                RepositoryData.repository(secret.data(), key -> noNumber(secret, key)));
          } else {
            templates.add(RepositoryData.template(secret.data(), key -> noNumber(secret, key)));
          }
        });
    return new Repositories(repositories, templates);
  }

  private void noNumber(NamedSecret secret, String key) {
    problems.accept(new SettingsProblem(secret.name(), key, "is no number"));
  }
}

package io.tiphys.apiserver.repository;

import io.tiphys.model.meta.ConnectionState;
import io.tiphys.model.repository.Repository;
import java.util.Collection;
import java.util.Map;

/// What API servers tell each other of connections to repositories, so that each is tried by one of
/// them.
interface ToldStates {

  /// No other API server is there.
  ToldStates NONE =
      new ToldStates() {
        @Override
        public Map<Repository, ConnectionState> of(Collection<Repository> repositories) {
          return Map.of();
        }

        @Override
        public void tell(Repository repository, ConnectionState state) {}
      };

  /// Those that somebody has told of, of a repository with these very credentials.
  Map<Repository, ConnectionState> of(Collection<Repository> repositories);

  /// @param state with the time of the try
  void tell(Repository repository, ConnectionState state);
}

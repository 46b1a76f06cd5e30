package io.tiphys.apiserver.operation;

import java.util.Optional;

/// The sessions that browsers keep in a cookie.
public interface LoginSessions {

  /// Nobody has one: everybody is believed.
  LoginSessions NONE =
      new LoginSessions() {
        @Override
        public void end(Identity identity) {}

        @Override
        public Optional<String> renewed(Identity identity) {
          return Optional.empty();
        }
      };

  /// Ends the session that a token stands for; other tokens than those of sessions go on.
  ///
  /// @throws Refusal when that cannot be noted down
  void end(Identity identity);

  /// A token in place of one whose session ends soon, because its owner is active; none where there
  /// is time left, or no session.
  Optional<String> renewed(Identity identity);
}

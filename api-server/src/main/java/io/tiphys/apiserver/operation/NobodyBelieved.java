package io.tiphys.apiserver.operation;

import java.util.function.Predicate;

/// Lets nobody in: open operations are all that is answered.
public final class NobodyBelieved implements Gatekeeper {

  private static final Rights NONE =
      new Rights() {
        @Override
        public boolean allow(String resource, String action, String object) {
          return false;
        }

        @Override
        public Predicate<String> objects(String resource, String action) {
          return object -> false;
        }
      };

  private static final Caller NOBODY =
      new Caller() {
        @Override
        public Identity identity() {
          return new Identity.Nobody();
        }

        @Override
        public Rights rights() {
          return NONE;
        }
      };

  @Override
  public Caller admit(String token) {
    throw Refusal.unauthenticated("no session information");
  }

  @Override
  public Caller recognize(String token) {
    return NOBODY;
  }
}

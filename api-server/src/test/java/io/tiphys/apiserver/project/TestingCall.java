package io.tiphys.apiserver.project;

import io.tiphys.apiserver.operation.Caller;
import io.tiphys.apiserver.operation.Identity;
import io.tiphys.apiserver.operation.PatientCall;
import io.tiphys.apiserver.operation.Rights;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// A call of somebody with few rights, each written as `projects, get, team`; `*` alone for all.
record TestingCall(String username, List<String> groups, Set<String> allowed)
    implements PatientCall {

  static TestingCall allowedAll() {
    return new TestingCall("admin", List.of(), Set.of("*"));
  }

  static TestingCall allowed(String... rights) {
    return new TestingCall("reader", List.of(), Set.of(rights));
  }

  TestingCall in(String... others) {
    return new TestingCall(username, List.of(others), allowed);
  }

  @Override
  public Caller caller() {
    var identity = new Identity.User(username, "argocd", username, groups, "", null, null);
    return new Caller() {
      @Override
      public Identity identity() {
        return identity;
      }

      @Override
      public Rights rights() {
        return new Few(allowed);
      }
    };
  }

  private record Few(Set<String> lines) implements Rights {
    @Override
    public boolean allow(String resource, String action, String object) {
      return lines.contains("*") || lines.contains(resource + ", " + action + ", " + object);
    }

    @Override
    public Predicate<String> objects(String resource, String action) {
      return object -> allow(resource, action, object);
    }
  }
}

package io.tiphys.apiserver.access;

import io.tiphys.apiserver.operation.Caller;
import io.tiphys.apiserver.operation.Identity;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.Rights;
import io.tiphys.apiserver.rbac.Asker;
import io.tiphys.apiserver.rbac.PolicyRights;

/// Somebody without a good token, where that is allowed.
record AnonymousCaller(Ground ground) implements Caller {

  @Override
  public Identity identity() {
    return new Identity.Anonymous();
  }

  @Override
  public Rights rights() {
    if (!ground.isAnonymousEnabled()) {
      throw Refusal.unauthenticated("no session information");
    }
    return new PolicyRights(ground.policy().current(), ground.projects(), new Asker.Anonymous());
  }
}

/// The accounts that are written down in `argocd-cm` and `argocd-secret`: what they may, their
/// passwords and API tokens. It does not know the users of an identity provider.
@NullMarked
package io.tiphys.apiserver.account;

import org.jspecify.annotations.NullMarked;

/// Who may do what, as `argocd-rbac-cm` and the roles of projects say. It reads nothing itself and
/// does not know how somebody proved to be who they are.
@NullMarked
package io.tiphys.apiserver.rbac;

import org.jspecify.annotations.NullMarked;

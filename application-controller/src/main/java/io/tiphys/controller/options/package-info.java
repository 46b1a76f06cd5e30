/// The flags of the application controller, with the original's names, variables and defaults
/// (https://argo-cd.readthedocs.io/en/stable/operator-manual/server-commands/argocd-application-controller/).
/// It acts on none of them.
@NullMarked
package io.tiphys.controller.options;

import org.jspecify.annotations.NullMarked;

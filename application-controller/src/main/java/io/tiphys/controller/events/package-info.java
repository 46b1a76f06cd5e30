/// What happened to an Application, found out from its status before and after a write, and told to
/// operators as Kubernetes Events and log lines in Argo CD's words. It changes no Application, and
/// nobody waits for it.
@NullMarked
package io.tiphys.controller.events;

import org.jspecify.annotations.NullMarked;

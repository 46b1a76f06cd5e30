/// Flags of the services that talk to Kubernetes, with the original's names, variables and
/// defaults. It acts on none of them.
@NullMarked
package io.tiphys.settings.flags;

import org.jspecify.annotations.NullMarked;

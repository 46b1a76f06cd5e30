/// Command lines as the original's programs take them, and the flags that services share which need
/// no Kubernetes; those that do are in `io.tiphys.settings.flags`. It acts on none of them.
@NullMarked
package io.tiphys.flags;

import org.jspecify.annotations.NullMarked;

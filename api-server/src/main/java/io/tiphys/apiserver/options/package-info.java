/// The API server's flags, with the original's names, variables and defaults. It acts on none of
/// them.
@NullMarked
package io.tiphys.apiserver.options;

import org.jspecify.annotations.NullMarked;

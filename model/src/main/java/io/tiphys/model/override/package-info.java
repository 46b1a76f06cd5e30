/// How a kind of resource is treated: health script, actions, ignored differences. It runs no
/// script (that is `engine`).
@NullMarked
package io.tiphys.model.override;

import org.jspecify.annotations.NullMarked;

/// What all objects have in common: metadata, label selectors. It knows no Argo CD type but the
/// state of a connection.
@NullMarked
package io.tiphys.model.meta;

import org.jspecify.annotations.NullMarked;

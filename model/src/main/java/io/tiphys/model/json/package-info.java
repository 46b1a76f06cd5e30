/// JSON as Go's encoder writes it and as Kubernetes reads it: trees of plain values and the bytes
/// of them. It does not know any Kubernetes or Argo CD type.
@NullMarked
package io.tiphys.model.json;

import org.jspecify.annotations.NullMarked;

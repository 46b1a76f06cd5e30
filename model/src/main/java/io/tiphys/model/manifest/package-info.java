/// A Kubernetes object of any kind as a value, with the keys that name it, and the YAML it is
/// written in. It does not judge an object (that is `engine`) and does not fetch one (that is
/// `kube`).
@NullMarked
package io.tiphys.model.manifest;

import org.jspecify.annotations.NullMarked;

/// What the resource tree and the diff views of an Application show. It builds no tree (that is
/// `kube`).
@NullMarked
package io.tiphys.model.tree;

import org.jspecify.annotations.NullMarked;

package io.tiphys.exchange.state;

import io.tiphys.model.tree.ApplicationTree;

/// A resource tree as it was written.
///
/// @param version another text whenever the tree is another one
public record TreeState(String version, ApplicationTree tree) {}

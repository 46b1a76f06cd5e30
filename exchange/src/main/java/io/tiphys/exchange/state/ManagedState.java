package io.tiphys.exchange.state;

import io.tiphys.model.tree.ResourceDiff;
import java.util.List;

/// A comparison as it was written.
///
/// @param version another text whenever an item is another one
/// @param items each object with its states, by no order; the values of Secrets are masked
public record ManagedState(String version, List<ResourceDiff> items) {
  public ManagedState {
    items = List.copyOf(items);
  }
}

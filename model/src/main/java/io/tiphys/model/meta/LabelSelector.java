package io.tiphys.model.meta;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import java.util.Map;

/// Which objects are meant, by their labels; an empty one means all.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record LabelSelector(
    Map<String, String> matchLabels,
    List<LabelSelectorRequirement> matchExpressions,
    Unknown unknown)
    implements LabelSelectorBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final LabelSelector EMPTY = LabelSelectorBuilder.builder().build();

  public LabelSelector {
    matchLabels = Zero.map(matchLabels);
    matchExpressions = Zero.list(matchExpressions);
    unknown = Zero.unknown(unknown);
  }
}

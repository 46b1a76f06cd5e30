package io.tiphys.model.meta;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// One condition on a label.
///
/// @param operator `In`, `NotIn`, `Exists` or `DoesNotExist`
/// @param values parameters that are added to each result; they may hold parameters themselves
/// @param unknown members that this record does not know
@RecordBuilder
public record LabelSelectorRequirement(
    @Always String key, @Always String operator, List<String> values, Unknown unknown)
    implements LabelSelectorRequirementBuilder.With {

  public LabelSelectorRequirement {
    key = Zero.text(key);
    operator = Zero.text(operator);
    values = Zero.list(values);
    unknown = Zero.unknown(unknown);
  }
}

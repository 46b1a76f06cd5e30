package io.tiphys.model.meta;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// One condition on a label.
///
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

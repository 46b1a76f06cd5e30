package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// A condition on the labels of the generated Applications.
///
/// @param operator `In` or `NotIn`
/// @param values parameters that are added to each result; they may hold parameters themselves
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationMatchExpression(
    String key, String operator, List<String> values, Unknown unknown)
    implements ApplicationMatchExpressionBuilder.With {

  public ApplicationMatchExpression {
    key = Zero.text(key);
    operator = Zero.text(operator);
    values = Zero.list(values);
    unknown = Zero.unknown(unknown);
  }
}

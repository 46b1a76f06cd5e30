package io.tiphys.model.repository;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// What a Helm chart says of itself.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ChartDetails(
    String description, String home, List<String> maintainers, Unknown unknown)
    implements ChartDetailsBuilder.With {

  public ChartDetails {
    description = Zero.text(description);
    home = Zero.text(home);
    maintainers = Zero.list(maintainers);
    unknown = Zero.unknown(unknown);
  }
}

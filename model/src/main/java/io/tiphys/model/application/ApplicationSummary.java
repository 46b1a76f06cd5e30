package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// What an Application as a whole has: URLs and images.
///
/// @param externalURLs where the Application can be reached
/// @param isAppOfApps whether it has Applications among its objects
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSummary(
    List<String> externalURLs, List<String> images, boolean isAppOfApps, Unknown unknown)
    implements ApplicationSummaryBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final ApplicationSummary EMPTY = ApplicationSummaryBuilder.builder().build();

  public ApplicationSummary {
    externalURLs = Zero.list(externalURLs);
    images = Zero.list(images);
    unknown = Zero.unknown(unknown);
  }
}

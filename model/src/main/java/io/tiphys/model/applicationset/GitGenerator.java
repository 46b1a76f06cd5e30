package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives directories or files of a Git repository.
///
/// @param requeueAfterSeconds seconds until the generator is asked again; null for the default
/// @param pathParamPrefix put before the `path` parameters, so that several generators can be
///   combined
/// @param values parameters that are added to each result; they may hold parameters themselves
/// @param unknown members that this record does not know
@RecordBuilder
public record GitGenerator(
    @Always String repoURL,
    List<GitDirectoryGeneratorItem> directories,
    List<GitFileGeneratorItem> files,
    @Always String revision,
    @Nullable Long requeueAfterSeconds,
    ApplicationSetTemplate template,
    String pathParamPrefix,
    Map<String, String> values,
    Unknown unknown)
    implements GitGeneratorBuilder.With {

  public GitGenerator {
    repoURL = Zero.text(repoURL);
    directories = Zero.list(directories);
    files = Zero.list(files);
    revision = Zero.text(revision);
    template = Zero.of(template, ApplicationSetTemplate.EMPTY);
    pathParamPrefix = Zero.text(pathParamPrefix);
    values = Zero.map(values);
    unknown = Zero.unknown(unknown);
  }
}

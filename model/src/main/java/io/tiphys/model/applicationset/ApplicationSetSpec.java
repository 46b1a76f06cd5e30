package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The generators and the template of an ApplicationSet, and how its Applications are treated.
///
/// @param goTemplate whether texts are Go templates, not `{{param}}`
/// @param generators what finds the parameter sets; their results are added up
/// @param template the Application for each parameter set
/// @param goTemplateOptions such as `missingkey=error`
/// @param applyNestedSelectors always in force; kept for older manifests
/// @param ignoreApplicationDifferences fields of Applications that others may change
/// @param templatePatch a template of a patch for each Application, in YAML or JSON
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSetSpec(
    boolean goTemplate,
    @Always List<ApplicationSetGenerator> generators,
    ApplicationSetTemplate template,
    @Nullable ApplicationSetSyncPolicy syncPolicy,
    @Nullable ApplicationSetStrategy strategy,
    @Nullable ApplicationPreservedFields preservedFields,
    List<String> goTemplateOptions,
    boolean applyNestedSelectors,
    List<ApplicationSetResourceIgnoreDifferences> ignoreApplicationDifferences,
    @Nullable String templatePatch,
    Unknown unknown)
    implements ApplicationSetSpecBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final ApplicationSetSpec EMPTY = ApplicationSetSpecBuilder.builder().build();

  public ApplicationSetSpec {
    generators = Zero.list(generators);
    template = Zero.of(template, ApplicationSetTemplate.EMPTY);
    goTemplateOptions = Zero.list(goTemplateOptions);
    ignoreApplicationDifferences = Zero.list(ignoreApplicationDifferences);
    unknown = Zero.unknown(unknown);
  }
}

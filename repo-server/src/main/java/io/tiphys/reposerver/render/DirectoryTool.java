package io.tiphys.reposerver.render;

import io.tiphys.model.application.ApplicationSourceDirectory;
import io.tiphys.model.application.ApplicationSourceDirectoryBuilder;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.reposerver.render.DirectoryFiles.Taken;
import io.tiphys.reposerver.render.ManifestDocuments.Broken;
import io.tiphys.reposerver.render.RenderResult.Phase;
import io.tiphys.reposerver.render.RenderResult.Rendered;
import io.tiphys.reposerver.source.CommitTree;
import io.tiphys.reposerver.source.TooLarge;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Plain files. No program is run and no copy is made: the files are read from the commit.
final class DirectoryTool implements Tool {

  /// Changes when the same files give other manifests.
  private static final String VERSION = "directory 1";

  private static final String SKIP = "+argocd:skip-file-rendering";
  private static final ApplicationSourceDirectory PLAIN =
      ApplicationSourceDirectoryBuilder.builder().build();

  private final RenderLimits limits;

  DirectoryTool(RenderLimits limits) {
    this.limits = limits;
  }

  @Override
  public RenderPlan.Ready plan(RenderRequest request, String directory, Reads reads)
      throws RenderFailure {
    var given = request.source().directory();
    var options = given == null ? PLAIN : given;
    var files = DirectoryFiles.list(options, directory, reads, limits.directoryManifestBytes());
    boolean jsonnet = request.configuration().enables(SourceType.DIRECTORY);
    for (var file : files) {
      if (jsonnet && file.path().endsWith(".jsonnet")) {
        throw RenderFailure.lasting(
            Phase.MANIFESTS,
            "\"%s\": Jsonnet files are not supported; leave them out with directory.exclude"
                .formatted(file.path()));
      }
    }
    var tree = reads.tree();
    return new RenderPlan.Ready(
        SourceType.DIRECTORY,
        reads.closure(),
        JsonTree.write(ModelJson.toTree(options)),
        VERSION,
        () -> Tool.valued(() -> render(files, tree)));
  }

  private Rendered render(List<Taken> files, CommitTree tree) throws RenderFailure {
    var manifests = new ArrayList<String>();
    for (var file : files) {
      if (!file.path().endsWith(".jsonnet")) {
        manifests.addAll(manifests(file, tree));
      }
    }
    return new Rendered(SourceType.DIRECTORY, manifests, List.of());
  }

  private List<String> manifests(Taken file, CommitTree tree) throws RenderFailure {
    String name = file.path().substring(file.path().lastIndexOf('/') + 1);
    String text;
    try {
      text = Yaml.text(tree.read(file.file(), limits.copiedBytes()));
    } catch (TooLarge e) {
      throw RenderFailure.lasting(Phase.MANIFESTS, e.getMessage());
    }
    if (text.contains(SKIP)) {
      return List.of();
    }
    boolean json = name.endsWith(".json");
    try {
      return ManifestDocuments.manifests(
          json ? List.of(json(name, text)) : ManifestDocuments.objects(text));
    } catch (Broken e) {
      if (!json && e.before() == 0 && !looksLikeManifest(text)) {
        return List.of(); // some other YAML that happens to lie here
      }
      throw RenderFailure.lasting(
          Phase.MANIFESTS,
          "Failed to unmarshal \"%s\": %s%s"
              .formatted(name, json ? "" : ManifestDocuments.PREFIX, e.getMessage()));
    }
  }

  private static boolean looksLikeManifest(String text) {
    return text.contains("apiVersion:") && text.contains("kind:") && text.contains("metadata:");
  }

  private static Map<String, @Nullable Object> json(String name, String text)
      throws RenderFailure, Broken {
    if (text.isBlank()) {
      throw new Broken(0, "EOF");
    }
    @Nullable Object tree;
    try {
      tree = JsonTree.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      throw new Broken(0, e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw RenderFailure.lasting(
          Phase.MANIFESTS,
          "Found multiple objects in \"%s\". Only single objects are allowed in JSON files."
              .formatted(name));
    }
    return ManifestDocuments.object(tree, 0);
  }
}

package io.tiphys.reposerver.render;

/// One way to make manifests.
interface Tool {

  /// Looks at the commit, runs nothing.
  ///
  /// @param request its source has the overrides of the repository merged in
  /// @param directory real path of the source's directory
  /// @param reads remembers what is looked at
  RenderPlan.Ready plan(RenderRequest request, String directory, Reads reads) throws RenderFailure;

  /// Work that may fail.
  interface Making {
    RenderResult make() throws RenderFailure;
  }

  /// Its failure as a value.
  static RenderResult valued(Making making) {
    try {
      return making.make();
    } catch (RenderFailure e) {
      return e.failed();
    }
  }
}

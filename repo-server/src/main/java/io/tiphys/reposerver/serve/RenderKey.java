package io.tiphys.reposerver.serve;

import io.tiphys.reposerver.render.RenderPlan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names the result of a render before it is made: a digest of all that the render reads. Commits
/// that differ in other files have the same key, and so have applications that differ in nothing
/// that is rendered in.
final class RenderKey {

  /// Changes whenever the same plan would render differently.
  private static final String FORMAT = "1";

  private RenderKey() {}

  /// @param commit counts only where the render reads more than the commit's files: it then stands
  ///   for the time of the reading
  static String of(RenderPlan.Ready plan, String commit) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(FORMAT.getBytes(StandardCharsets.UTF_8));
      digest.update(plan.keyMaterial());
      if (plan.closure().unbounded()) {
        digest.update(commit.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

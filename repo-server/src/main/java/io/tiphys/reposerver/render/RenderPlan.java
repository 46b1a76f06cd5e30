package io.tiphys.reposerver.render;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What a render will do, known before anything is run: the material of the render key.
public sealed interface RenderPlan {

  /// It cannot be rendered.
  record Refused(RenderResult.Failed failed) implements RenderPlan {}

  /// @param closure the files
  /// @param parameters canonical bytes of everything else that the tool is told: of the build
  ///   environment and the cluster's versions only what it can read
  /// @param toolVersion of the program that does the work
  /// @param work the rest of the render, for [Renderer#render(RenderPlan.Ready)]
  record Ready(
      SourceType sourceType, Closure closure, byte[] parameters, String toolVersion, Work work)
      implements RenderPlan {

    /// All of it as one sequence of bytes, with lengths between, so that no two different plans
    /// have the same. When the closure is [Closure#unbounded()], add the commit.
    public byte[] keyMaterial() {
      var out = new ByteArrayOutputStream();
      put(out, sourceType.text().getBytes(StandardCharsets.UTF_8));
      put(out, toolVersion.getBytes(StandardCharsets.UTF_8));
      put(out, parameters);
      closure
          .reads()
          .forEach((path, oid) -> {
            put(out, path.getBytes(StandardCharsets.UTF_8));
            put(out, oid.getBytes(StandardCharsets.UTF_8));
          });
      out.write(closure.unbounded() ? 1 : 0);
      return out.toByteArray();
    }

    private static void put(ByteArrayOutputStream out, byte[] part) {
      out.writeBytes(ByteBuffer.allocate(4).putInt(part.length).array());
      out.writeBytes(part);
    }
  }

  /// The rest of a render; may block for as long as the limits allow.
  @FunctionalInterface
  interface Work {
    RenderResult run();
  }
}

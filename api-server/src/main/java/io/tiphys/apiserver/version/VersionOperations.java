package io.tiphys.apiserver.version;

import com.google.protobuf.Empty;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Identity;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.proto.version.VersionMessage;
import io.tiphys.proto.version.VersionServiceGrpc;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;

/// `version.VersionService`: all of it for those who are known, the version alone for the others.
public final class VersionOperations {

  private final Build build;

  /// Asked for once, by the first who may see it: two programs run for it.
  private final Supplier<Tools> tools = SingletonSupplier.of(Tools::find);

  public VersionOperations(Build build) {
    this.build = build;
  }

  public List<Operation<?, ?>> operations() {
    return List.of(Operation.open(VersionServiceGrpc.getVersionMethod(), this::version));
  }

  private VersionMessage version(Empty request, Call call) {
    var message = VersionMessage.newBuilder().setVersion(build.version());
    if (call.identity() instanceof Identity.Nobody) {
      return message.build();
    }
    return message
        .setBuildDate(build.date())
        .setGitCommit(build.commit())
        .setGoVersion("java" + Runtime.version())
        .setCompiler(System.getProperty("java.vm.name", ""))
        .setPlatform(platform())
        .setKustomizeVersion(tools.get().kustomize())
        .setHelmVersion(tools.get().helm())
        .build();
  }

  /// As Go writes it, such as `linux/amd64`.
  private static String platform() {
    String system = System.getProperty("os.name", "").toLowerCase(java.util.Locale.ROOT);
    String machine = System.getProperty("os.arch", "");
    String os = system.startsWith("mac") ? "darwin" : system.startsWith("win") ? "windows" : system;
    return os + "/" + (machine.equals("x86_64") ? "amd64" : machine.replace("aarch64", "arm64"));
  }
}

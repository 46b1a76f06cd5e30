package io.tiphys.apiserver.settings;

import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Identity;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.proto.settings.Plugin;
import io.tiphys.proto.settings.Settings;
import io.tiphys.proto.settings.SettingsPluginsResponse;
import io.tiphys.proto.settings.SettingsQuery;
import io.tiphys.proto.settings.SettingsServiceGrpc;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// `cluster.SettingsService`: the settings for everybody, the plugins for those who have logged in.
public final class SettingsOperations {

  private final Supplier<io.tiphys.settings.Settings> settings;
  private final Offered offered;
  private final Supplier<List<String>> plugins;
  private volatile @Nullable SettingsAnswer made;

  /// @param settings now
  /// @param offered what this process' flags say
  /// @param plugins the names of the config management plugins that repo servers offer
  public SettingsOperations(
      Supplier<io.tiphys.settings.Settings> settings,
      Offered offered,
      Supplier<List<String>> plugins) {
    this.settings = settings;
    this.offered = offered;
    this.plugins = plugins;
  }

  public List<Operation<?, ?>> operations() {
    return List.of(
        Operation.open(SettingsServiceGrpc.getGetMethod(), this::get),
        Operation.unary(SettingsServiceGrpc.getGetPluginsMethod(), this::plugins));
  }

  private Settings get(SettingsQuery query, Call call) {
    SettingsAnswer answer = answer();
    return switch (call.identity()) {
      case Identity.User user -> answer.forUsers();
      case Identity.Anonymous anonymous -> unnamed(answer);
      case Identity.Nobody nobody -> unnamed(answer);
    };
  }

  private Settings unnamed(SettingsAnswer answer) {
    return offered.isAuthDisabled() ? answer.forTheTrusted() : answer.forEverybody();
  }

  /// Made once for the same settings: anybody may ask as often as they like.
  private SettingsAnswer answer() {
    var now = settings.get();
    SettingsAnswer last = made;
    if (last == null || last.settings() != now) {
      last = SettingsAnswer.of(now, offered);
      made = last;
    }
    return last;
  }

  private SettingsPluginsResponse plugins(SettingsQuery query, Call call) {
    var answer = SettingsPluginsResponse.newBuilder();
    plugins.get().forEach(name -> answer.addPlugins(Plugin.newBuilder().setName(name)));
    return answer.build();
  }
}

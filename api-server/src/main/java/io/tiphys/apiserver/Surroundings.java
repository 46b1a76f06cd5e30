package io.tiphys.apiserver;

import io.grpc.Channel;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.settings.SettingsWatch;
import io.tiphys.trust.seal.SealedCache;
import java.util.Map;

/// What the API server is started with. All of it stays open when the server is closed.
///
/// @param home the cluster that Tiphys' own objects are in
/// @param namespace of those objects
/// @param settings followed already
/// @param repoServer a channel to it
/// @param cache what the services share in Redis
/// @param env the process' environment
public record Surroundings(
    KubeClient home,
    String namespace,
    SettingsWatch settings,
    Channel repoServer,
    SealedCache cache,
    Map<String, String> env) {}

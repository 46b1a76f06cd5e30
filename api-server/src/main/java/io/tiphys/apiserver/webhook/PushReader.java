package io.tiphys.apiserver.webhook;

import io.tiphys.apiserver.webhook.WebhookEvent.Ignored;
import io.tiphys.apiserver.webhook.WebhookEvent.Push;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// Reads the form of a push that GitHub, GitLab and Gogs share.
final class PushReader {

  private PushReader() {}

  /// @param url of the repository's page
  /// @param defaultBranch of the repository
  static WebhookEvent push(Payload payload, String url, String defaultBranch) {
    String name = PushedRef.shortName(payload.text("ref"));
    if (url.isEmpty() || name.isEmpty()) {
      return new Ignored("a push without a repository or a ref");
    }
    return new Push(
        List.of(url), List.of(new PushedRef(name, name.equals(defaultBranch))), files(payload));
  }

  /// Hosts leave commits out of long lists; then it is not known what has changed.
  private static List<String> files(Payload payload) {
    List<Payload> commits = payload.objects("commits");
    String total = payload.text("total_commits_count");
    if (payload.isCut() || (!total.isEmpty() && !total.equals("" + commits.size()))) {
      return List.of();
    }
    var files = new LinkedHashSet<String>();
    for (Payload commit : commits) {
      for (String list : List.of("added", "modified", "removed")) {
        files.addAll(commit.texts(list));
      }
    }
    return new ArrayList<>(files);
  }
}

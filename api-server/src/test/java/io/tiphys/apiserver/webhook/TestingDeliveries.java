package io.tiphys.apiserver.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Deliveries as the hosts send them, without what is not looked at.
final class TestingDeliveries {

  static final WebhookSecrets SECRETS =
      new WebhookSecrets("hub", "lab", "{cloud}", "server", "gogs", "azure", "p:w");

  private TestingDeliveries() {}

  /// @param headers names and values in turn
  record Sample(List<String> headers, String body) {

    Delivery delivery() {
      return delivery("POST", body.getBytes(StandardCharsets.UTF_8));
    }

    Delivery delivery(String method, byte[] bytes) {
      Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (int i = 0; i < headers.size(); i += 2) {
        byName.put(headers.get(i), headers.get(i + 1));
      }
      return new Delivery(method, name -> byName.getOrDefault(name, ""), bytes);
    }

    Sample with(String... more) {
      var all = new java.util.ArrayList<>(headers);
      all.addAll(List.of(more));
      return new Sample(all, body);
    }

    String signature(String algorithm, String secret) {
      try {
        var mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static Sample gitHub() {
    return new Sample(
        List.of("X-GitHub-Event", "push"),
        """
        {"ref": "refs/heads/main", "before": "a1", "after": "b2", "forced": false,
         "pusher": {"name": "somebody", "deep": [[{"added": ["not/looked/at"]}]]},
         "commits": [
           {"id": "b1", "added": ["apps/web/new.yaml"], "modified": ["apps/web/old.yaml"], "removed": []},
           {"id": "b2", "added": [], "modified": ["apps/web/old.yaml"], "removed": ["README.md"]}],
         "repository": {"id": 7, "html_url": "https://github.example/team/shop", "default_branch": "main"}}
        """);
  }

  static Sample gitHubPing() {
    return new Sample(List.of("X-GitHub-Event", "ping"), "{\"zen\": \"be\", \"hook_id\": 5}");
  }

  static Sample gitLab() {
    return new Sample(
        List.of("X-Gitlab-Event", "Push Hook"),
        """
        {"object_kind": "push", "ref": "refs/heads/feature/blue", "before": "a1", "after": "b2",
         "project": {"web_url": "https://gitlab.example/team/shop", "default_branch": "main"},
         "commits": [{"added": ["x.yaml"], "modified": [], "removed": []}],
         "total_commits_count": 1}
        """);
  }

  static Sample gitLabTag() {
    return new Sample(
        List.of("X-Gitlab-Event", "Tag Push Hook"),
        """
        {"object_kind": "tag_push", "ref": "refs/tags/v1.2.3",
         "project": {"web_url": "https://gitlab.example/team/shop", "default_branch": "main"},
         "commits": [], "total_commits_count": 0}
        """);
  }

  static Sample bitbucketCloud() {
    return new Sample(
        List.of("X-Hook-UUID", "{cloud}", "X-Event-Key", "repo:push"),
        """
        {"repository": {"full_name": "team/shop", "links": {
           "self": {"href": "https://api.bitbucket.example/2.0/repositories/team/shop"},
           "html": {"href": "https://bitbucket.example/team/shop"}}},
         "push": {"changes": [
           {"new": {"type": "branch", "name": "main", "target": {"hash": "b2"}}, "old": {"name": "main"}},
           {"new": null, "old": {"type": "branch", "name": "gone"}}]}}
        """);
  }

  static Sample bitbucketServer() {
    return new Sample(
        List.of("X-Event-Key", "repo:refs_changed"),
        """
        {"eventKey": "repo:refs_changed", "repository": {"slug": "shop", "links": {"clone": [
           {"href": "ssh://git@bitbucket.corp:7999/team/shop.git", "name": "ssh"},
           {"href": "https://bitbucket.corp/scm/team/shop.git", "name": "http"}]}},
         "changes": [{"ref": {"id": "refs/heads/main", "displayId": "main", "type": "BRANCH"},
                      "refId": "refs/heads/main", "type": "UPDATE"}]}
        """);
  }

  static Sample gogs() {
    return new Sample(
        List.of("X-Gogs-Event", "push", "X-GitHub-Event", "push", "X-Gitea-Event", "push"),
        """
        {"ref": "refs/heads/dev", "before": "a1", "after": "b2", "compare_url": "",
         "commits": [{"added": ["a"], "removed": ["b"], "modified": ["c"]}],
         "repository": {"html_url": "http://gitea.local:3000/team/shop", "default_branch": "main"}}
        """);
  }

  static Sample azureDevOps() {
    return new Sample(
        List.of("X-Vss-Activityid", "5f1d"),
        """
        {"eventType": "git.push", "resource": {
           "refUpdates": [{"name": "refs/heads/master", "oldObjectId": "a1", "newObjectId": "b2"}],
           "repository": {"remoteUrl": "https://team@dev.azure.example/team/My%20Shop/_git/shop",
                          "defaultBranch": "refs/heads/master"}}}
        """);
  }

  static List<Sample> all() {
    return List.of(
        gitHub(),
        gitHubPing(),
        gitLab(),
        gitLabTag(),
        bitbucketCloud(),
        bitbucketServer(),
        gogs(),
        azureDevOps());
  }
}

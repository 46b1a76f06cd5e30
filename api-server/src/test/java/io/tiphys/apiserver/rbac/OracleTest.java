package io.tiphys.apiserver.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.aviator.runtime.type.AviatorBoolean;
import com.googlecode.aviator.runtime.type.AviatorObject;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.project.AppProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;
import org.casbin.jcasbin.util.function.CustomFunction;
import org.junit.jupiter.api.Test;

/// Casbin itself, with the original's model and the original's order of questions, answers the same
/// for generated policies and requests.
class OracleTest {

  private static final int POLICIES = 100;
  private static final int REQUESTS = 200;

  private static final String MODEL =
      """
      [request_definition]
      r = sub, res, act, obj
      [policy_definition]
      p = sub, res, act, obj, eft
      [role_definition]
      g = _, _
      [policy_effect]
      e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
      [matchers]
      m = g(r.sub, p.sub) && glob(r.res, p.res) && glob(r.act, p.act) && glob(r.obj, p.obj)
      """;

  private final Random random = new Random(20_000);

  @Test
  void agreesWithCasbin() {
    int allowed = 0;
    for (int i = 0; i < POLICIES; i++) {
      var world = new World();
      for (int j = 0; j < REQUESTS; j++) {
        var asker = asker();
        String resource = one("applications", "logs", "projects", "repositories");
        String action = one("get", "sync", "delete", "delete/apps/Pod/ns/x", "action//Pod/run");
        String object =
            resource.equals("projects")
                ? one("alpha", "beta", "gamma")
                : one("alpha", "beta", "gamma") + "/" + one("web", "db", "ns/web");
        boolean expected = world.oracle(asker, resource, action, object);
        var rights = world.rights(asker);
        assertThat(rights.allow(resource, action, object))
            .as("%s %s %s %s by\n%s", asker, resource, action, object, world)
            .isEqualTo(expected);
        assertThat(rights.objects(resource, action).test(object)).isEqualTo(expected);
        allowed += expected ? 1 : 0;
      }
    }
    assertThat(allowed).as("both answers occur often").isBetween(4_000, 16_000);
  }

  private Asker asker() {
    return random.nextInt(10) == 0
        ? new Asker.Anonymous()
        : new Asker.Known(
            one("alice", "bob", "admin", "proj:alpha:dev", "proj:beta:ops"),
            random.nextBoolean() ? List.of() : List.of(one("g1", "g2"), one("g2", "g3")));
  }

  private String one(String... values) {
    return values[random.nextInt(values.length)];
  }

  /// One policy with two projects.
  private final class World {

    private final List<List<String>> lines = new ArrayList<>();
    private final Map<String, List<List<String>>> projectLines =
        Map.of("alpha", new ArrayList<>(), "beta", new ArrayList<>());
    private final Map<String, AppProject> projects = new java.util.HashMap<>();
    private final Map<String, Enforcer> casbin = new java.util.HashMap<>();
    private final String defaultRole = one("", "", "role:a");
    private final Policy policy;

    World() {
      for (int i = random.nextInt(25); i >= 0; i--) {
        lines.add(
            random.nextInt(3) == 0
                ? List.of(
                    "g",
                    one("alice", "bob", "g1", "g2", "role:a", "role:b", "", "proj:alpha:dev"),
                    one("role:a", "role:b", "role:c", "role:readonly", "proj:beta:ops"))
                : rule(
                    one("alice", "role:a", "role:b", "role:c", "g1", "g3", "proj:alpha:dev", "")));
      }
      var text = new StringBuilder();
      lines.forEach(line -> text.append(String.join(", ", line)).append('\n'));
      var data = Map.of("policy.csv", text.toString(), "policy.default", defaultRole);
      policy = ((Policy.Result.Good) Policy.compile(RbacSettings.of(data))).policy();
      project("alpha", "dev");
      project("beta", "ops");
      casbin.put("", enforcer(List.of()));
      projectLines.forEach((name, own) -> casbin.put(name, enforcer(own)));
    }

    private List<String> rule(String subject) {
      return List.of(
          "p",
          subject,
          one("applications", "logs", "*", "projects", "repositories"),
          one("get", "*", "sync", "delete", "delete/*", "action/*", "delete/*/Pod/*"),
          one("*", "*/*", "alpha/*", "beta/*", "*/web", "alpha/web", "alpha", "?eta/*"),
          one("allow", "allow", "allow", "deny", "other"));
    }

    private void project(String name, String role) {
      String subject = "proj:" + name + ":" + role;
      var own = Objects.requireNonNull(projectLines.get(name));
      var policies = new ArrayList<String>();
      own.add(List.of("p", subject, "projects", "get", name, "allow"));
      for (int i = random.nextInt(4); i > 0; i--) {
        var rule = rule(subject);
        own.add(rule);
        policies.add(String.join(", ", rule));
      }
      String group = one("g1", "g2", "g3", "alice");
      own.add(List.of("g", group, subject));
      var tree =
          Map.of(
              "metadata", Map.of("name", name),
              "spec",
                  Map.of(
                      "roles",
                      List.of(
                          Map.of("name", role, "policies", policies, "groups", List.of(group)))));
      projects.put(name, ModelJson.fromTree(JsonTree.object(tree), AppProject.class));
    }

    PolicyRights rights(Asker asker) {
      return new PolicyRights(policy, name -> Optional.ofNullable(projects.get(name)), asker);
    }

    private Enforcer enforcer(List<List<String>> more) {
      var model = new Model();
      model.loadModelFromText(MODEL);
      var all = new ArrayList<List<String>>();
      var builtIn = BuiltInPolicy.text();
      builtIn
          .rules()
          .forEach(it ->
              all.add(
                  List.of("p", it.subject(), it.resource(), it.action(), it.object(), "allow")));
      builtIn.groupings().forEach(it -> all.add(List.of("g", it.member(), it.role())));
      all.addAll(lines);
      all.addAll(more);
      for (List<String> line : all) {
        model.addPolicy(line.getFirst(), line.getFirst(), line.subList(1, line.size()));
      }
      var enforcer = new Enforcer(model);
      enforcer.addFunction("glob", new GlobFunction());
      enforcer.buildRoleLinks();
      enforcer.enableLog(false);
      return enforcer;
    }

    private Enforcer casbin(String project) {
      return Objects.requireNonNull(casbin.get(project));
    }

    /// As `rbac.go` and `rbacpolicy.go` ask.
    boolean oracle(Asker asker, String resource, String action, String object) {
      var base = casbin("");
      boolean byDefault =
          !defaultRole.isEmpty() && base.enforce(defaultRole, resource, action, object);
      if (byDefault || base.enforce("", resource, action, object)) {
        return true;
      }
      return asker instanceof Asker.Known known && claims(known, resource, action, object);
    }

    private boolean claims(Asker.Known known, String resource, String action, String object) {
      String name = resource.equals("projects") ? object : object.split("/")[0];
      var project = Optional.ofNullable(projects.get(name));
      var enforcer = casbin(project.isPresent() ? name : "");
      if (known.subject().startsWith("proj:") && project.isPresent()) {
        return known.subject().split(":")[1].equals(name)
            && enforce(enforcer, known.subject(), resource, action, object);
      }
      if (enforce(enforcer, known.subject(), resource, action, object)) {
        return true;
      }
      return known.groups().stream()
          .filter(group ->
              enforcer.getGroupingPolicy().stream().anyMatch(it -> it.getFirst().equals(group)))
          .anyMatch(group -> enforce(enforcer, group, resource, action, object));
    }

    private boolean enforce(
        Enforcer enforcer, String subject, String resource, String action, String object) {
      return (!defaultRole.isEmpty() && enforcer.enforce(defaultRole, resource, action, object))
          || enforcer.enforce(subject, resource, action, object);
    }

    @Override
    public String toString() {
      return "default " + defaultRole + "\n" + lines + "\n" + projectLines;
    }
  }

  /// A matcher of another kind than ours: by trying.
  private static final class GlobFunction extends CustomFunction {

    @Override
    public AviatorObject call(Map<String, Object> env, AviatorObject text, AviatorObject glob) {
      return AviatorBoolean.valueOf(
          matches(String.valueOf(glob.getValue(env)), String.valueOf(text.getValue(env))));
    }

    @Override
    public String getName() {
      return "glob";
    }

    private static boolean matches(String glob, String text) {
      if (glob.isEmpty() || text.isEmpty()) {
        return glob.chars().allMatch(c -> c == '*') && text.isEmpty();
      }
      return switch (glob.charAt(0)) {
        case '*' -> matches(glob.substring(1), text) || matches(glob, text.substring(1));
        case '?' -> matches(glob.substring(1), text.substring(1));
        default ->
            glob.charAt(0) == text.charAt(0) && matches(glob.substring(1), text.substring(1));
      };
    }
  }
}

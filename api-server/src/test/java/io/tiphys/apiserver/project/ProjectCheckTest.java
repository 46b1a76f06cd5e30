package io.tiphys.apiserver.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status.Code;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.project.AppProject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectCheckTest {

  /// @param spec JSON with `'` for `"`
  private static AppProject project(String spec) {
    String json = "{\"metadata\":{\"name\":\"team\"},\"spec\":{%s}}".formatted(spec);
    return ModelJson.read(
        json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), AppProject.class);
  }

  private static Refusal refusal(AppProject project) {
    return catchThrowableOfType(Refusal.class, () -> ProjectCheck.check(project));
  }

  private static AppProject role(String policy) {
    return project("'roles':[{'name':'ci','policies':[" + quoted(policy) + "]}]");
  }

  private static String quoted(String text) {
    return JsonTree.writeString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'destinations':[{'name':'!*'}] | INVALID_ARGUMENT | name has an invalid format, '!*'",
        "'destinations':[{'server':'!*'}] | INVALID_ARGUMENT | server has an invalid format, '!*'",
        "'destinations':[{'namespace':'!*'}] | INVALID_ARGUMENT"
            + " | namespace has an invalid format, '!*'",
        "'destinations':[{'server':'s','namespace':'n'},{'server':'s','namespace':'n'}]"
            + " | INVALID_ARGUMENT | destination 's/n' already added",
        "'destinations':[{'name':'s','namespace':'n'},{'name':'s','namespace':'n'}]"
            + " | INVALID_ARGUMENT | destination 's/n' already added",
        "'sourceNamespaces':['a','a'] | INVALID_ARGUMENT | source namespace 'a' already added",
        "'sourceRepos':['!*'] | INVALID_ARGUMENT | source repository has an invalid format, '!*'",
        "'sourceRepos':['a','a'] | INVALID_ARGUMENT | source repository 'a' already added",
        "'roles':[{'name':'a'},{'name':'a'}] | ALREADY_EXISTS | role 'a' already exists",
        "'roles':[{'name':'a b'}] | INVALID_ARGUMENT | invalid role name 'a b'. Must consist of"
            + " alphanumeric characters, '-' or '_', and must start and end with an alphanumeric"
            + " character",
        "'roles':[{'name':''}] | INVALID_ARGUMENT | invalid role name ''. Must consist of"
            + " alphanumeric characters, '-' or '_', and must start and end with an alphanumeric"
            + " character",
        "'roles':[{'name':'a','groups':['g','g']}] | ALREADY_EXISTS"
            + " | group 'g' already exists for role 'a'",
        "'roles':[{'name':'a','groups':['']}] | INVALID_ARGUMENT | group '' is empty",
        "'roles':[{'name':'a','groups':['g,h']}] | INVALID_ARGUMENT"
            + " | group 'g,h' must be quoted if it contains a comma",
        "'syncWindows':[{'kind':'maybe'}] | INVALID_ARGUMENT"
            + " | kind 'maybe' mismatch: can only be allow or deny",
        "'syncWindows':[{'kind':'deny','schedule':'x'}] | INVALID_ARGUMENT"
            + " | cannot parse schedule 'x': expected exactly 5 fields, found 1: [x]",
        "'syncWindows':[{'kind':'deny','schedule':'* * * * *','duration':'1'}] | INVALID_ARGUMENT"
            + " | cannot parse duration '1': time: invalid duration \"1\"",
        "'syncWindows':[{'kind':'deny','schedule':'* * * * *','duration':'1h'}] | OUT_OF_RANGE"
            + " | window 'deny':'* * * * *':'1h' requires one of application, cluster or namespace",
        "'syncWindows':[{'kind':'deny','schedule':'* * * * *','duration':'1h','clusters':['a']},"
            + "{'kind':'deny','schedule':'* * * * *','duration':'1h','clusters':['a']}]"
            + " | ALREADY_EXISTS | sync window with kind 'deny', schedule '* * * * *', and duration"
            + " '1h' already exists",
        "'destinationServiceAccounts':[{'server':'!a','defaultServiceAccount':'x'}]"
            + " | INVALID_ARGUMENT | server has an invalid format, '!a'",
        "'destinationServiceAccounts':[{'namespace':'!a','defaultServiceAccount':'x'}]"
            + " | INVALID_ARGUMENT | namespace has an invalid format, '!a'",
        "'destinationServiceAccounts':[{'server':'a','defaultServiceAccount':' '}]"
            + " | INVALID_ARGUMENT | defaultServiceAccount has an invalid format, ' '",
        "'destinationServiceAccounts':[{'server':'a','defaultServiceAccount':'x*'}]"
            + " | INVALID_ARGUMENT | defaultServiceAccount has an invalid format, 'x*'",
        "'destinationServiceAccounts':[{'server':'a','defaultServiceAccount':'x'},"
            + "{'server':'a','defaultServiceAccount':'y'}]"
            + " | INVALID_ARGUMENT | destinationServiceAccount 'a/' already added",
      })
  void whatCannotBeIsRefused(String spec, Code code, String text) {
    var refusal = refusal(project(spec));
    assertThat(refusal.text()).isEqualTo(text);
    assertThat(refusal.code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "p, proj:team:ci, applications, get, team/*, allow",
        "p, proj:team:ci, applications, *, team/web, deny",
        "p, proj:team:ci, applications, sync, team/apps/web, allow",
        "p, proj:team:ci, applications, rollback, team/*, allow",
        "p, proj:team:ci, applications, action/apps/Deployment/restart, team/*, allow",
        "p, proj:team:ci, applications, update/*, team/*, allow",
        "p, proj:team:ci, applicationsets, create, team/*, allow",
        "p, proj:team:ci, logs, get, team/*, allow",
        "p, proj:team:ci, exec, create, team/*, allow",
        "p, proj:team:ci, repositories, update, team/https://git/*, allow",
        "p, proj:team:ci, clusters, get, team/https://east, allow",
      })
  void linesAboutTheProjectsOwnAreTaken(String policy) {
    assertThatNoException().isThrownBy(() -> ProjectCheck.check(role(policy)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "g, proj:team:ci, role:admin | must be of the form: 'p, sub, res, act, obj, eft'",
        "g, proj:team:ci, applications, get, team/*, allow"
            + " | must be of the form: 'p, sub, res, act, obj, eft'",
        "p, proj:team:ci, applications, get, team/*, allow, more"
            + " | must be of the form: 'p, sub, res, act, obj, eft'",
        "p, proj:other:ci, applications, get, team/*, allow"
            + " | policy subject must be: 'proj:team:ci', not 'proj:other:ci'",
        "p, role:admin, applications, get, team/*, allow"
            + " | policy subject must be: 'proj:team:ci', not 'role:admin'",
        "p, proj:team:ci, projects, get, team, allow | project resource must be: 'applications',"
            + " 'applicationsets', 'repositories', 'exec', 'logs' or 'clusters', not 'projects'",
        "p, proj:team:ci, applications, fly, team/*, allow | invalid action 'fly'",
        "p, proj:team:ci, applications, get, */*, allow | object must be of form 'team/*',"
            + " 'team[/<NAMESPACE>]/<APPNAME>' or 'team/<APPNAME>', not '*/*'",
        "p, proj:team:ci, applications, get, other/web, allow | object must be of form 'team/*',"
            + " 'team[/<NAMESPACE>]/<APPNAME>' or 'team/<APPNAME>', not 'other/web'",
        "p, proj:team:ci, applications, get, team/a/b/c, allow | object must be of form 'team/*',"
            + " 'team[/<NAMESPACE>]/<APPNAME>' or 'team/<APPNAME>', not 'team/a/b/c'",
        "p, proj:team:ci, applications, get, team/*, maybe | effect must be: 'allow' or 'deny'",
      })
  void linesAboutAnythingElseAreRefused(String policy, String why) {
    assertThat(refusal(role(policy)).text())
        .isEqualTo("invalid policy rule '" + policy + "': " + why);
  }

  @Test
  void aLineIsOneLine() {
    String two =
        "p, proj:team:ci, applications, action/x\np, role:a, applications, get, team/*, allow";
    assertThat(refusal(role(two)).text()).startsWith("policy syntax error");
    String twice = "p, proj:team:ci, applications, get, team/*, allow";
    var project = project("'roles':[{'name':'ci','policies':['%s','%s']}]".formatted(twice, twice));
    assertThat(refusal(project).text())
        .isEqualTo("policy '%s' already exists for role 'ci'".formatted(twice));
  }

  @Test
  void whatIsStoredHasOneForm() {
    var project =
        ProjectCheck.normalized(
            project(
                """
                'roles':[{'name':'ci','policies':['p,proj:team:ci,  applications,get,team/*,allow']}],
                'syncWindows':[{'kind':'deny'},{'kind':'deny','timeZone':'Asia/Tokyo'},
                               {'kind':'deny','timeZone':'Nowhere'}]
                """));
    assertThat(project.spec().roles().getFirst().policies())
        .containsExactly("p, proj:team:ci, applications, get, team/*, allow");
    assertThat(project.spec().syncWindows())
        .extracting(window -> window.timeZone())
        .containsExactly("UTC", "Asia/Tokyo", "UTC");
  }

  @Test
  void someOperationsSaySoLoudly() {
    var refusal =
        catchThrowableOfType(
            Refusal.class,
            () -> ProjectCheck.checkLoudly(project("'roles':[{'name':'a'},{'name':'a'}]")));
    assertThat(refusal.code()).isEqualTo(Code.ALREADY_EXISTS);
    assertThat(refusal.text())
        .isEqualTo(
            "error validating project: rpc error: code = AlreadyExists desc = role 'a' already"
                + " exists");
  }
}

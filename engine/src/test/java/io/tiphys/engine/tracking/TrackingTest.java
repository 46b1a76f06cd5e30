package io.tiphys.engine.tracking;

import static io.tiphys.engine.TestingManifests.configMap;
import static io.tiphys.engine.TestingManifests.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.manifest.Manifest;
import io.tiphys.testkit.Behaviour;
import org.junit.jupiter.api.Test;

@Behaviour({"DIF-17", "DIF-18", "DIF-19"})
class TrackingTest {

  private static final AppInstance SHOP = new AppInstance("shop");
  private static final String ID = "argocd.argoproj.io/tracking-id";
  private static final String INSTALLATION = "argocd.argoproj.io/installation-id";

  @Test
  void annotationNamesApplicationAndObject() {
    Manifest marked =
        Tracking.DEFAULT.mark(named("apps/v1", "Deployment", "web", "front"), SHOP, "other");
    assertThat(marked.annotation(ID)).contains("shop:apps/Deployment:web/front");
    assertThat(marked.labels()).isEmpty();
    assertThat(Tracking.DEFAULT.ownerOf(marked)).contains(SHOP);
  }

  @Test
  void targetWithoutNamespaceIsMarkedWithTheDestinations() {
    Manifest marked =
        Tracking.DEFAULT.mark(
            named("rbac.authorization.k8s.io/v1", "ClusterRole", "", "a:b"), SHOP, "web");
    assertThat(marked.annotation(ID))
        .contains("shop:rbac.authorization.k8s.io/ClusterRole:web/a:b");
    assertThat(Tracking.DEFAULT.ownerOf(marked)).contains(SHOP);
  }

  @Test
  void markOfAnotherObjectIsIgnored() {
    Manifest marked = Tracking.DEFAULT.mark(configMap("a"), SHOP, "web");
    assertThat(Tracking.DEFAULT.ownerOf(marked.with("b", "metadata", "name"))).isEmpty();
    assertThat(Tracking.DEFAULT.ownerOf(marked.with("copy", "metadata", "namespace"))).isEmpty();
    assertThat(Tracking.DEFAULT.ownerOf(marked.with("Secret", "kind"))).isEmpty();
    assertThat(Tracking.DEFAULT.ownerOf(marked.with("x/v1", "apiVersion"))).isEmpty();
  }

  @Test
  void textThatIsNoTrackingIdOwnsNothing() {
    for (String text : new String[] {"", "shop", "shop:a", "shop:a:b", ":/ConfigMap:web/a"}) {
      Manifest live = configMap("a").with(text, "metadata", "annotations", ID);
      assertThat(Tracking.DEFAULT.ownerOf(live)).as(text).isEmpty();
    }
  }

  @Test
  void definitionsOfKindsAreNotMarked() {
    Manifest crd = named("apiextensions.k8s.io/v1", "CustomResourceDefinition", "", "as.b.io");
    assertThat(Tracking.DEFAULT.mark(crd, SHOP, "web")).isEqualTo(crd);
  }

  @Test
  void labelKeepsTheNameAndReadsItAlone() {
    var tracking = new Tracking(TrackingMethod.of("label"), "", "");
    Manifest marked = tracking.mark(configMap("a"), SHOP, "web");
    assertThat(marked.label("app.kubernetes.io/instance")).contains("shop");
    assertThat(marked.annotations()).isEmpty();
    assertThat(tracking.ownerOf(marked.with("b", "metadata", "name"))).contains(SHOP);
    assertThat(Tracking.DEFAULT.ownerOf(marked)).isEmpty();
  }

  @Test
  void bothKeepsALabelThatFitsAndReadsTheAnnotation() {
    var tracking = new Tracking(TrackingMethod.of("annotation+label"), "my/key", "");
    var app = new AppInstance("a".repeat(60) + "--" + "b".repeat(40));
    Manifest marked = tracking.mark(configMap("a"), app, "web");
    assertThat(marked.label("my/key")).contains("a".repeat(60) + "--b");
    assertThat(tracking.ownerOf(marked)).contains(app);
    assertThat(tracking.ownerOf(marked.without("metadata", "annotations", ID))).isEmpty();
  }

  @Test
  void shortenedLabelEndsWithALetterOrDigit() {
    assertThat(new AppInstance("a".repeat(61) + "--b").label()).isEqualTo("a".repeat(61));
  }

  @Test
  void installationsDoNotTakeEachOthersObjects() {
    var mine = new Tracking(TrackingMethod.ANNOTATION, "", "mine");
    var yours = new Tracking(TrackingMethod.ANNOTATION, "", "yours");
    Manifest marked = mine.mark(configMap("a"), SHOP, "web");
    assertThat(marked.annotation(INSTALLATION)).contains("mine");
    assertThat(mine.ownerOf(marked)).contains(SHOP);
    assertThat(yours.ownerOf(marked)).isEmpty();
    assertThat(Tracking.DEFAULT.mark(marked, SHOP, "web").annotation(INSTALLATION)).isEmpty();
  }

  @Test
  void applicationsOutsideTheControlPlaneCarryTheirNamespace() {
    assertThat(AppInstance.of("argocd", "shop", "argocd").name()).isEqualTo("shop");
    assertThat(AppInstance.of("team-a", "shop", "argocd").name()).isEqualTo("team-a_shop");
  }
}

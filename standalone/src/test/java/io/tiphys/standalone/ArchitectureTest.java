package io.tiphys.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The map of `docs/architecture.md`, kept: who may know whom, and what the core may touch.
class ArchitectureTest {

  private static final String ROOT = "io.tiphys";
  private static final String[] CORE = {ROOT + ".engine..", ROOT + ".model.."};

  /// All but these packages of `proto` are generated.
  private static final Set<String> WRITTEN = Set.of(ROOT + ".proto.json", ROOT + ".proto.header");

  private static final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(
              it -> !it.contains("/io/tiphys/proto/") || isWritten(it.asURI().toString()))
          .importPackages(ROOT);

  private static boolean isWritten(String location) {
    return WRITTEN.stream().anyMatch(it -> location.contains("/" + it.replace('.', '/') + "/"));
  }

  private static final Set<String> PLAIN_ADDRESSES =
      Set.of(
          "java.net.URI",
          "java.net.URISyntaxException",
          "java.net.URLEncoder",
          "java.net.URLDecoder");

  @Test
  void everyModuleIsLookedAt() {
    assertThat(packages().map(it -> it.getName().split("\\.")[2]))
        .contains("proto", "model", "engine", "trust", "telemetry", "flags", "kube", "settings")
        .contains("exchange", "reposerver", "controller", "apiserver", "standalone", "testkit");
  }

  @Test
  void theCoreTouchesNothingOutside() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.nio.file..",
                    "java.nio.channels..",
                    "java.net..",
                    "java.rmi..",
                    "java.sql..",
                    "javax.net..")
                .and(
                    describe(
                        "do more than name things", it -> !PLAIN_ADDRESSES.contains(it.getName()))))
        .orShould()
        .dependOnClassesThat(named("java.io.File", "java.io.RandomAccessFile", "java.lang.Process"))
        .because(
            "what is to be done is decided from values alone, the same in a test and in a sync")
        .check(classes);
  }

  @Test
  void theCoreStartsNoThread() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .dependOnClassesThat(
            describe(
                "run something beside the caller",
                it ->
                    it.isAssignableTo(Thread.class)
                        || it.isAssignableTo(java.util.concurrent.Executor.class)
                        || it.isAssignableTo(java.util.concurrent.Future.class)
                        || it.isAssignableTo(java.util.Timer.class)))
        .because("whoever asks decides on which thread, and can stop waiting")
        .check(classes);
  }

  @Test
  void theCoreHasNoClockAndNoSurroundings() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .callCodeUnitWhere(
            calls(
                "asks for the time or the surroundings",
                target ->
                    (target.getOwner().getPackageName().startsWith("java.time")
                            && target.getName().equals("now"))
                        || (target.getOwner().isEquivalentTo(System.class)
                            && Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty")
                                .contains(target.getName()))))
        .because("time arrives as an Instant, and settings as records")
        .check(classes);
  }

  @Test
  void theCoreKnowsNoFramework() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework..",
            "io.grpc..",
            "com.google.protobuf..",
            "io.kubernetes..",
            "io.lettuce..",
            "org.slf4j..",
            "java.util.logging..",
            "picocli..",
            ROOT + ".proto..")
        .because("the judgement outlives every framework, and reports by what it returns")
        .check(classes);
  }

  @Test
  void theWordsKnowNobody() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".model..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(ROOT + "..").and(outside(ROOT + ".model", ROOT + ".model.")))
        .because("all modules share the words, so the words depend on none")
        .check(classes);
  }

  @Test
  void theEngineKnowsTheWordsOnly() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".engine..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(ROOT + "..")
                .and(outside(ROOT + ".engine", ROOT + ".engine.", ROOT + ".model.")))
        .because("the engine judges, whoever asks and wherever the objects come from")
        .check(classes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reposerver", "controller", "apiserver"})
  void noServiceKnowsAnother(String service) {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + service + "..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    ROOT + ".reposerver..", ROOT + ".controller..", ROOT + ".apiserver..")
                .and(outside(ROOT + "." + service, ROOT + "." + service + ".")))
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".standalone..")
        .because("services talk through gRPC, Redis and the custom resources, each in its process")
        .check(classes);
  }

  @Test
  void theRepoServerTalksToNoCluster() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".reposerver..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".kube..", ROOT + ".settings..", "io.kubernetes..")
        .because("it runs what tenants wrote, so it is given what it needs and may ask for nothing")
        .check(classes);
  }

  @Test
  void whatIsHandedOverKnowsNoService() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".exchange..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".reposerver..",
            ROOT + ".controller..",
            ROOT + ".apiserver..",
            ROOT + ".standalone..")
        .because("both sides of a handing over read it, in whichever process they are")
        .check(classes);
  }

  @Test
  void nobodyKnowsTheTestkit() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".testkit..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".testkit..")
        .because("what only tests need is not shipped")
        .check(classes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model",
        "engine",
        "trust",
        "telemetry",
        "flags",
        "exchange",
        "kube",
        "settings",
        "reposerver",
        "controller",
        "apiserver",
        "standalone",
        "testkit"
      })
  void packagesHaveNoCycles(String module) {
    slices()
        .assignedFrom(new PackagesOf(ROOT + "." + module))
        .should()
        .beFreeOfCycles()
        .because("each package can be read without the ones that use it")
        .check(classes);
  }

  @Test
  void everyPackageSaysWhatItIsForAndIsNullMarked() {
    assertThat(packages().filter(it -> !it.isAnnotatedWith(NullMarked.class)))
        .extracting(JavaPackage::getName)
        .as("packages without a package-info that is @NullMarked")
        .isEmpty();
  }

  @Test
  void noPackageIsForThingsWithoutAHome() {
    var vague = Set.of("util", "utils", "common", "commons", "helper", "helpers", "misc", "shared");
    assertThat(packages().map(JavaPackage::getRelativeName).filter(vague::contains))
        .as("a thing with a name has a home")
        .isEmpty();
  }

  private static Stream<JavaPackage> packages() {
    return classes.getPackage(ROOT).getSubpackagesInTree().stream()
        .filter(it -> !it.getClasses().isEmpty())
        .filter(it -> !it.getName().startsWith(ROOT + ".proto") || WRITTEN.contains(it.getName()));
  }

  private static DescribedPredicate<JavaClass> outside(String module, String... packages) {
    return describe(
        "outside " + module,
        it ->
            !it.getPackageName().equals(module)
                && Stream.of(packages).noneMatch(it.getPackageName()::startsWith));
  }

  private static DescribedPredicate<JavaClass> named(String... names) {
    return describe(List.of(names).toString(), it -> List.of(names).contains(it.getName()));
  }

  private static DescribedPredicate<JavaCall<?>> calls(
      String description, Predicate<CodeUnitCallTarget> which) {
    return describe(description, call -> which.test(call.getTarget()));
  }

  /// Each package of a module is a slice.
  private record PackagesOf(String module) implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String name = type.getPackageName();
      return name.equals(module) || name.startsWith(module + ".")
          ? SliceIdentifier.of(name)
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "the packages of " + module;
    }
  }
}

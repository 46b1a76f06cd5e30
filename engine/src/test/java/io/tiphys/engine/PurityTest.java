package io.tiphys.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/// The engine judges values and does nothing else.
@AnalyzeClasses(packages = "io.tiphys.engine", importOptions = DoNotIncludeTests.class)
class PurityTest {

  @ArchTest
  static final ArchRule usesOnlyWords =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "io.tiphys.model..",
              "io.tiphys.engine..",
              "org.jspecify..",
              "com.google.re2j..") // as pure, and the only way to match what users write in time
          .because("what the engine decides must be the same in every service, tool and test");

  @ArchTest
  static final ArchRule touchesNothing =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.tiphys.engine.bundled.BundledFile") // of this build
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io..", "java.net..", "java.nio.file..", "java.nio.channels..")
          .because("a value goes in and a value comes out: the shell fetches and stores");

  @ArchTest
  static final ArchRule hasNoClockAndNoThread =
      noClasses()
          .should()
          .dependOnClassesThat(
              new DescribedPredicate<JavaClass>("are clocks, threads or pools of them") {
                @Override
                public boolean test(JavaClass type) {
                  return type.isEquivalentTo(Thread.class)
                      || type.isEquivalentTo(Process.class)
                      || type.isEquivalentTo(java.time.Clock.class)
                      || type.isEquivalentTo(java.util.Timer.class)
                      || type.isAssignableTo(java.util.concurrent.Executor.class);
                }
              })
          .because("time arrives as an instant, and a judgement waits for nobody");

  @ArchTest
  static final ArchRule readsNoClock =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .because("the same values must give the same answer tomorrow");

  @ArchTest
  static final ArchRule hasNoCycles =
      slices()
          .matching("io.tiphys.engine.(*)..")
          .should()
          .beFreeOfCycles()
          .because("each room can be read without the ones that use it");

  @ArchTest
  static final ArchRule saysWhatEachPackageIsFor =
      classes()
          .should(
              new ArchCondition<JavaClass>("be in a package with a package-info") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  boolean isNullMarked = type.getPackage().isAnnotatedWith(NullMarked.class);
                  events.add(
                      new SimpleConditionEvent(
                          type, isNullMarked, type.getPackageName() + " has no package-info"));
                }
              })
          .because("the package docs, read in order, are the tour");
}

/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The walls between modules and packages. Each rule says what to do instead. */
class WallsTest {

    private static final String PROTOCOL = "io.wayfarer.protocol..";
    private static final String CLIENT = "io.wayfarer.client..";
    private static final String SERVER = "io.wayfarer.server..";
    private static final String WEBSOCKET = "io.wayfarer.websocket..";
    private static final String AUTOCONFIGURE = "io.wayfarer.autoconfigure..";
    private static final List<String> POLICIES = List.of("cookie", "hsts", "altsvc", "proxy", "redirect", "auth");

    /** The modules' own classes: no tests, and not what tests share. */
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar") && !location.contains("io/wayfarer/fixture"))
            .importPackages("io.wayfarer");

    private static final Map<String, ArchRule> RULES = Map.ofEntries(
            arrow(PROTOCOL, CLIENT, SERVER, WEBSOCKET, AUTOCONFIGURE),
            arrow(CLIENT, SERVER, WEBSOCKET, AUTOCONFIGURE),
            arrow(SERVER, CLIENT, WEBSOCKET, AUTOCONFIGURE),
            arrow(WEBSOCKET, SERVER, AUTOCONFIGURE),
            Map.entry(
                    "the protocol module knows no Spring",
                    noClasses()
                            .that(resideInAPackage(PROTOCOL))
                            .should()
                            .dependOnClassesThat(resideInAPackage("org.springframework.."))
                            .because(
                                    "protocol stands alone. Take what is needed as a plain Java type, and adapt it in the"
                                            + " client or the server")),
            Map.entry(
                    "packages have no cycles",
                    slices().matching("io.wayfarer.(**)")
                            .should()
                            .beFreeOfCycles()
                            .because(
                                    "a cycle makes one package of two. Move what both need to where it belongs, or let one"
                                            + " of them take an interface")),
            Map.entry(
                    "only the protocol and packages named transport touch Netty",
                    noClasses()
                            .that(resideOutsideOfPackages(PROTOCOL, "io.wayfarer..transport.."))
                            .should()
                            .dependOnClassesThat(resideInAnyPackage("io.netty..", "reactor.netty.."))
                            .because(
                                    "what carries HTTP can be replaced. Use DataBuffer, HttpHeaders and the Transport seam,"
                                            + " or move the class to a package named transport")),
            Map.entry(
                    "only the auto-configuration touches Spring Boot",
                    noClasses()
                            .that(resideOutsideOfPackages(AUTOCONFIGURE))
                            .should()
                            .dependOnClassesThat(resideInAPackage("org.springframework.boot.."))
                            .because(
                                    "the library works without Spring Boot. Take settings as values, and map Boot's to them"
                                            + " in autoconfigure")),
            Map.entry(
                    "a package named internal is used by its parent alone",
                    classes()
                            .that(resideInAPackage("io.wayfarer..internal.."))
                            .should(beUsedByTheParentOfItsInternalPackageAlone())
                            .allowEmptyShould(true)
                            .because(
                                    "it may change at any time. Use the public types of the parent package, or ask for one"
                                            + " more of them there")));

    private static Map.Entry<String, ArchRule> arrow(String from, String... upward) {
        return Map.entry(
                "arrows of " + from + " lead downward",
                noClasses()
                        .that(resideInAPackage(from))
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(upward))
                        .because(
                                "modules know only those below them: protocol, client and server, websocket,"
                                        + " autoconfigure. Declare an interface below and implement it above, or move the class"));
    }

    private static Stream<ArchRule> policyRules() {
        return POLICIES.stream().map(policy -> {
            List<String> others = new ArrayList<>();
            POLICIES.stream()
                    .filter(other -> !other.equals(policy))
                    .forEach(other -> others.add("io.wayfarer.client." + other + ".."));
            others.add("io.wayfarer.client.transport..");
            others.add("io.wayfarer.client");
            return noClasses()
                    .that(resideInAPackage("io.wayfarer.client." + policy + ".."))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(others.toArray(String[]::new)))
                    .allowEmptyShould(true)
                    .because(
                            "a policy is replaced without the others. Use what Hop and HopAnswer tell, and let the client"
                                    + " put policies together");
        });
    }

    @TestFactory
    Stream<DynamicTest> theWallsStand() {
        return Stream.concat(
                RULES.entrySet().stream()
                        .map(rule -> DynamicTest.dynamicTest(
                                rule.getKey(), () -> rule.getValue().check(HOUSE))),
                policyRules().map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(HOUSE))));
    }

    /** A rule about nothing always holds; so each module and policy must be seen. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.wayfarer.protocol",
                "io.wayfarer.client",
                "io.wayfarer.client.cookie",
                "io.wayfarer.client.hsts",
                "io.wayfarer.client.altsvc",
                "io.wayfarer.client.proxy",
                "io.wayfarer.client.redirect",
                "io.wayfarer.client.transport",
                "io.wayfarer.client.spring",
                "io.wayfarer.server",
                "io.wayfarer.websocket",
                "io.wayfarer.autoconfigure"
            })
    void theRulesSeeClassesOf(String feature) {
        assertThat(HOUSE.that(resideInAPackage(feature + ".."))
                        .that(DescribedPredicate.not(JavaClass.Predicates.simpleName("package-info"))))
                .as(feature)
                .hasSizeGreaterThan(1);
    }

    @Test
    void aBrokenWallIsSeen() {
        JavaClasses thisTest = new ClassFileImporter().importClasses(WallsTest.class);
        ArchRule noTestLibrary = noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("com.tngtech.archunit.."))
                .because("Use another.");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> noTestLibrary.check(thisTest))
                .withMessageContaining("Use another.")
                .withMessageContaining("WallsTest");
    }

    /** Tests and shared test code must not weaken a rule by being part of the house. */
    @Test
    void theRulesSeeNoTests() {
        assertThat(HOUSE.stream().map(JavaClass::getFullName))
                .noneMatch(name -> name.startsWith("io.wayfarer.fixture") || name.endsWith("Test"));
    }

    private static ArchCondition<JavaClass> beUsedByTheParentOfItsInternalPackageAlone() {
        return new ArchCondition<>("be used by the parent of its internal package alone") {
            @Override
            public void check(JavaClass used, ConditionEvents events) {
                String name = used.getPackageName() + ".";
                String parent = name.substring(0, name.indexOf(".internal."));
                used.getDirectDependenciesToSelf().forEach(dependency -> {
                    String user = dependency.getOriginClass().getPackageName();
                    boolean allowed = user.equals(parent) || (user + ".").startsWith(parent + ".internal.");
                    events.add(new SimpleConditionEvent(dependency, allowed, dependency.getDescription()));
                });
            }
        };
    }
}

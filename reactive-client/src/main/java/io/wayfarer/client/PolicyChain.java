/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.wayfarer.client.hop.Hop;
import io.wayfarer.client.hop.HopAnswer;
import io.wayfarer.client.hop.HopPolicy;
import io.wayfarer.client.hop.HopStage;
import io.wayfarer.client.redirect.RedirectPolicy;
import io.wayfarer.client.transport.TransportResponse;
import io.wayfarer.client.url.HttpUrl;

/**
 * What decides about an exchange, in order: the redirect policy around all hops, so that every hop passes the rest; then
 * the policies of a hop in the order of {@link HopStage}. What is off is not in the list. Immutable.
 */
public final class PolicyChain {

    private static final PolicyChain EMPTY = new PolicyChain(RedirectPolicy.none(), List.of());

    private final RedirectPolicy redirects;
    private final List<HopPolicy> hopPolicies;

    private PolicyChain(RedirectPolicy redirects, List<HopPolicy> hopPolicies) {
        this.redirects = redirects;
        this.hopPolicies = List.copyOf(hopPolicies);
    }

    /** Follows nothing, remembers nothing, goes straight to the server. */
    public static PolicyChain empty() {
        return EMPTY;
    }

    /** With another decision about redirects. */
    public PolicyChain redirects(RedirectPolicy policy) {
        return new PolicyChain(policy, hopPolicies);
    }

    /** With this policy at its stage, in place of the one there; at {@link HopStage#CUSTOM}, behind those there. */
    public PolicyChain with(HopPolicy policy) {
        List<HopPolicy> policies =
                new ArrayList<>(policy.stage() == HopStage.CUSTOM ? hopPolicies : without(policy.stage()).hopPolicies);
        policies.add(policy);
        policies.sort(Comparator.comparing(HopPolicy::stage));
        return new PolicyChain(redirects, policies);
    }

    /** Without what stands at this stage. */
    public PolicyChain without(HopStage stage) {
        return new PolicyChain(
                redirects,
                hopPolicies.stream().filter(policy -> policy.stage() != stage).toList());
    }

    /** Without the policies of this type. */
    public PolicyChain without(Class<? extends HopPolicy> type) {
        return new PolicyChain(
                redirects,
                hopPolicies.stream().filter(policy -> !type.isInstance(policy)).toList());
    }

    /** Whether there is another hop. */
    public RedirectPolicy redirects() {
        return redirects;
    }

    /** In the order in which a hop passes them. */
    public List<HopPolicy> hopPolicies() {
        return hopPolicies;
    }

    /** The answer passes the policies backwards. */
    void learn(Hop hop, TransportResponse answer) {
        if (!hopPolicies.isEmpty()) {
            HopAnswer seen =
                    new HopAnswer(answer.status(), answer.headers(), answer.authenticated(), answer.alternatives());
            for (int i = hopPolicies.size() - 1; i >= 0; i--) {
                hopPolicies.get(i).learn(hop, seen);
            }
        }
    }

    /** Where a hop to this URL would really go; see {@link HopPolicy#upgrade}. */
    HttpUrl upgrade(HttpUrl url) {
        HttpUrl upgraded = url;
        for (HopPolicy policy : hopPolicies) {
            upgraded = policy.upgrade(upgraded);
        }
        return upgraded;
    }

    /** The names in order, for diagnostics. */
    @Override
    public String toString() {
        return Stream.concat(Stream.of("redirects"), hopPolicies.stream().map(HopPolicy::name))
                .collect(Collectors.joining(" -> "));
    }
}

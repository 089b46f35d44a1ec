/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.redirect;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.wayfarer.client.error.RedirectException.Reason;
import io.wayfarer.client.error.Setting;
import io.wayfarer.client.hop.HeaderFields;
import io.wayfarer.client.redirect.RedirectAttempt.Step;
import io.wayfarer.client.redirect.RedirectDecision.Follow;
import io.wayfarer.client.redirect.RedirectDecision.Refuse;
import io.wayfarer.client.redirect.RedirectDecision.Stop;
import io.wayfarer.client.url.HttpUrl;
import io.wayfarer.protocol.header.HeaderList;

/**
 * Follows 301, 302, 303, 307 and 308 as the <a href="https://fetch.spec.whatwg.org/#http-redirect-fetch">Fetch standard</a>
 * does where RFC 9110 section 15.4 leaves room. Immutable.
 *
 * <ul>
 *   <li>303 becomes a GET (HEAD stays HEAD), and so does a POST answered 301 or 302; body and body headers are dropped.
 *       307 and 308 keep method and body, and fail when the body cannot be sent again.
 *   <li>Inside an origin all header fields travel. To another origin go only content negotiation, conditions, ranges,
 *       user agent and trace context, the body's own fields with the body, and fields the caller names: no credential,
 *       no cookie set by hand, no {@code Host}, no custom key.
 *   <li>https to http is refused unless allowed, or unless the target is a known HSTS host, which is asked over TLS
 *       anyway. A chain has 20 redirects at most.
 *   <li>A loop is a request that was answered before and is answered with a redirect again: same method, URL and body,
 *       sent with the same cookies. So a page may set a cookie and redirect to itself.
 * </ul>
 */
public final class RedirectRules implements RedirectPolicy {

    private static final RedirectRules STANDARD = new RedirectRules(new Builder());

    private final int max;
    private final Downgrade downgrade;
    private final ReferrerPolicy referrer;
    private final KeptRequests kept;
    private final boolean follow300;
    private final boolean locationCredentials;
    private final Set<Reason> handedBack;
    private final Destinations destinations;
    private final BiPredicate<RedirectAttempt, Follow> condition;
    private final Set<String> named;

    private RedirectRules(Builder builder) {
        this.max = builder.max;
        this.downgrade = builder.downgrade;
        this.referrer = builder.referrer;
        this.kept = builder.kept;
        this.follow300 = builder.follow300;
        this.locationCredentials = builder.locationCredentials;
        this.handedBack = Set.copyOf(builder.handedBack);
        this.destinations = builder.destinations;
        this.condition = builder.condition;
        this.named = Set.copyOf(builder.named);
    }

    /** The defaults. */
    public static RedirectRules standard() {
        return STANDARD;
    }

    /** Begins with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Begins with these rules. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.max = max;
        builder.downgrade = downgrade;
        builder.referrer = referrer;
        builder.kept = kept;
        builder.follow300 = follow300;
        builder.locationCredentials = locationCredentials;
        builder.handedBack = new TreeSet<>(handedBack);
        builder.destinations = destinations;
        builder.condition = condition;
        builder.named = new TreeSet<>(named);
        return builder;
    }

    /** The most redirects of a chain. */
    public int max() {
        return max;
    }

    /** What becomes of a redirect from https to http. */
    public Downgrade downgrade() {
        return downgrade;
    }

    /** What {@code Referer} tells. */
    public ReferrerPolicy referrer() {
        return referrer;
    }

    @Override
    public RedirectDecision decide(RedirectAttempt attempt) {
        if (!concerns(attempt.status())) {
            return new Stop();
        }
        Location location = Location.of(attempt.answerHeaders());
        if (location.text() == null) {
            return new Stop();
        }
        HttpUrl target = location.ambiguous() ? null : location.resolve(attempt.url(), locationCredentials);
        if (target == null) {
            return refuse(badLocation(location));
        }
        HttpUrl upgraded = attempt.upgrade().apply(target);
        Refuse refusal = refusal(attempt, target, upgraded);
        if (refusal != null) {
            return refuse(refusal);
        }
        Follow follow = follow(attempt, target, upgraded);
        return condition.test(attempt, follow) ? follow : refuse(conditionFails(target));
    }

    private RedirectDecision refuse(Refuse refusal) {
        return handedBack.contains(refusal.reason()) ? new Stop() : refusal;
    }

    private static Refuse conditionFails(HttpUrl target) {
        return new Refuse(
                Reason.FORBIDDEN,
                "the redirect to " + target + " does not meet the condition of the redirect rules",
                "Change what was given to onlyIf(..) if it may be followed.");
    }

    @Override
    public boolean concerns(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            case 300 -> follow300;
            default -> false;
        };
    }

    private static Refuse badLocation(Location location) {
        String what = location.ambiguous()
                ? "the answer has several Location fields that differ"
                : "the Location \"" + HttpUrl.redact(String.valueOf(location.text()))
                        + "\" leads to no URL that this client can request";
        return new Refuse(
                Reason.BAD_LOCATION,
                what,
                "Correct the server, or switch redirects off for this request and read the answer itself.");
    }

    private @Nullable Refuse refusal(RedirectAttempt attempt, HttpUrl target, HttpUrl upgraded) {
        if (loops(attempt.earlier())) {
            return new Refuse(
                    Reason.LOOP,
                    "the same request, with the same cookies, is redirected for the second time",
                    "The server expects something that the request lacks, such as a cookie, a header or a login.");
        }
        if (attempt.earlier().size() > max) {
            return new Refuse(
                    Reason.LIMIT,
                    "the chain has more than " + max + " redirects",
                    "Raise " + Setting.ofRequest("redirects.max") + " if that many are meant.");
        }
        Refuse forbidden = destinations.refusal(attempt.url(), target, upgraded);
        if (forbidden != null) {
            return forbidden;
        }
        if (downgrade == Downgrade.REFUSE && attempt.url().secure() && !upgraded.secure()) {
            return new Refuse(
                    Reason.DOWNGRADE,
                    "the redirect to " + target + " leaves TLS",
                    "Set " + Setting.ofRequest("redirects.downgrade")
                            + " to allow-without-credentials or allow if it may be followed in the clear.");
        }
        if (kept.bodyTravels(attempt) && !attempt.bodyReplayable()) {
            return new Refuse(
                    Reason.BODY_NOT_REPLAYABLE,
                    "the redirect to " + target + " with status " + attempt.status()
                            + " asks for the body again, which can be read once only",
                    "Give the body as bytes, as a file or as RequestBody.replayable(..).");
        }
        return null;
    }

    private static boolean loops(List<Step> earlier) {
        int last = earlier.size() - 1;
        for (int i = 0; i < last; i++) {
            if (earlier.get(last).repeats(earlier.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether an origin is left, the target as written decides, as in Fetch; whether TLS is, where the hop really goes. */
    private Follow follow(RedirectAttempt attempt, HttpUrl target, HttpUrl upgraded) {
        boolean sendBody = kept.bodyTravels(attempt);
        HeaderList fields = HeaderFields.list(attempt.headers());
        HeaderList.Builder headers;
        if (attempt.url().origin().equals(target.origin())) {
            headers = TravellingHeaders.withinOrigin(fields, !kept.contains(attempt));
        } else {
            boolean leavesTls = attempt.url().secure() && !upgraded.secure();
            Set<String> also = leavesTls && downgrade == Downgrade.ALLOW_WITHOUT_CREDENTIALS ? Set.of() : named;
            headers = TravellingHeaders.acrossOrigins(fields, sendBody, also);
        }
        new RefererField(referrer).apply(attempt, upgraded, headers);
        return new Follow(kept.method(attempt), target, HeaderFields.headers(headers.build()), sendBody);
    }

    @Override
    public String toString() {
        return "at most " + max + " redirects, https to http: "
                + downgrade.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Changes some of the rules. Not thread-safe. */
    public static final class Builder {

        private int max = 20;
        private Downgrade downgrade = Downgrade.REFUSE;
        private ReferrerPolicy referrer = ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN;
        private KeptRequests kept = new KeptRequests(false, false, false);
        private boolean follow300;
        private boolean locationCredentials;
        private Set<Reason> handedBack = new TreeSet<>();
        private Destinations destinations = Destinations.ANYWHERE;
        private BiPredicate<RedirectAttempt, Follow> condition = (attempt, follow) -> true;
        private Set<String> named = new TreeSet<>();

        private Builder() {}

        /** The most redirects of a chain; one more fails. 0 lets every redirect fail. Default 20. */
        public Builder max(int redirects) {
            if (redirects < 0) {
                throw new IllegalArgumentException("max: " + redirects + " (expected: >= 0)");
            }
            this.max = redirects;
            return this;
        }

        /** What becomes of a redirect from https to http. Default {@link Downgrade#REFUSE}. */
        public Builder downgrade(Downgrade rule) {
            this.downgrade = rule;
            return this;
        }

        /** What {@code Referer} tells. Default {@link ReferrerPolicy#STRICT_ORIGIN_WHEN_CROSS_ORIGIN}. */
        public Builder referrer(ReferrerPolicy policy) {
            this.referrer = policy;
            return this;
        }

        /** Whether a POST answered 301 stays a POST with its body. Default false. */
        public Builder keepPostOn301(boolean keep) {
            this.kept = new KeptRequests(keep, kept.postOn302(), kept.postOn303());
            return this;
        }

        /** Whether a POST answered 302 stays a POST with its body. Default false. */
        public Builder keepPostOn302(boolean keep) {
            this.kept = new KeptRequests(kept.postOn301(), keep, kept.postOn303());
            return this;
        }

        /** Whether a POST answered 303 stays a POST with its body, which RFC 9110 does not foresee. Default false. */
        public Builder keepPostOn303(boolean keep) {
            this.kept = new KeptRequests(kept.postOn301(), kept.postOn302(), keep);
            return this;
        }

        /** The only schemes a redirect may lead to. A WebSocket handshake needs ws and wss. Default: all four. */
        public Builder schemes(String... allowed) {
            for (String scheme : allowed) {
                if (!Destinations.SCHEMES.contains(scheme)) {
                    throw new IllegalArgumentException("scheme: \"" + scheme + "\" (expected: http, https, ws or wss)");
                }
            }
            this.destinations = destinations.withSchemes(Set.of(allowed));
            return this;
        }

        /**
         * The only hosts a redirect may lead to, in lower-case ASCII: {@code shop.example} is that host, {@code .shop.example}
         * that host and all below it. An IPv6 literal stands in brackets. Default: all.
         */
        public Builder hosts(String... allowed) {
            for (String host : allowed) {
                if (host.isBlank() || host.equals(".") || !host.equals(TravellingHeaders.lower(host))) {
                    throw new IllegalArgumentException("host: \"" + host
                            + "\" (expected: a host in lower case, or a domain with a dot before it)");
                }
            }
            this.destinations = destinations.withHosts(Set.of(allowed));
            return this;
        }

        /** Follow inside the origin of the URL that redirects alone. */
        public Builder sameOriginOnly() {
            this.destinations = destinations.within(Destinations.Reach.ORIGIN, host -> Optional.empty());
            return this;
        }

        /**
         * Follow inside the site of the URL that redirects alone: hosts of one registrable domain, whatever their scheme, of
         * which {@link #downgrade} has the last word.
         *
         * @param registrableDomain of a host, such as {@code PublicSuffixList.bundled()::registrableDomain}; a host without
         *     one is a site of its own
         */
        public Builder sameSiteOnly(Function<String, Optional<String>> registrableDomain) {
            this.destinations = destinations.within(Destinations.Reach.SITE, registrableDomain);
            return this;
        }

        /**
         * A condition of your own, besides the others: false refuses the hop. Asked last, with what the hop would be; a pure
         * function. What it throws ends the exchange.
         */
        public Builder onlyIf(BiPredicate<RedirectAttempt, RedirectDecision.Follow> hop) {
            this.condition = condition.and(hop);
            return this;
        }

        /** Whether a 300 with a {@code Location} is followed, a POST as a GET. Default false. */
        public Builder follow300(boolean follow) {
            this.follow300 = follow;
            return this;
        }

        /**
         * Whether user name and password in a {@code Location} are used for the hop there; who redirects then chooses as whom
         * the client comes. Default false: they are dropped.
         */
        public Builder credentialsFromLocation(boolean use) {
            this.locationCredentials = use;
            return this;
        }

        /** Refusals that do not fail the exchange: the answer that redirects is its answer then. Default: none. */
        public Builder handBack(Reason... reasons) {
            this.handedBack = new TreeSet<>(Set.of(reasons));
            return this;
        }

        /**
         * Names of header fields that go to other origins too, each time added to those named before. Name a credential
         * only when every server that a redirect may lead to is trusted with it.
         */
        public Builder alsoAcrossOrigins(String... names) {
            for (String name : names) {
                String key = TravellingHeaders.lower(name);
                if (key.equals("host") || key.equals("referer")) {
                    throw new IllegalArgumentException(
                            "header field \"" + name + "\" (expected: any but Host, which names"
                                    + " the server a request goes to, and Referer, which has a rule of its own)");
                }
                named.add(key);
            }
            return this;
        }

        public RedirectRules build() {
            return new RedirectRules(this);
        }
    }
}

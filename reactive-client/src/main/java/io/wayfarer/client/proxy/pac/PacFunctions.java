/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.proxy.pac;

import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The functions that a PAC file may call, by name; those of Microsoft's extension for IPv6 included. */
final class PacFunctions {

    private PacFunctions() {}

    static Map<String, PacFunction> all(PacNames names, Clock clock) {
        PacAddresses addresses = new PacAddresses(names);
        PacTimes times = new PacTimes(clock);
        Map<String, PacFunction> all = new HashMap<>();
        all.put("isPlainHostName", call -> isPlainHostName(PacFunction.at(call, 0)));
        all.put("dnsDomainIs", call -> dnsDomainIs(PacFunction.at(call, 0), PacFunction.at(call, 1)));
        all.put("localHostOrDomainIs", call -> localHostOrDomainIs(PacFunction.at(call, 0), PacFunction.at(call, 1)));
        all.put(
                "dnsDomainLevels",
                call -> PacFunction.at(call, 0).chars().filter(c -> c == '.').count());
        all.put("shExpMatch", call -> shExpMatch(PacFunction.at(call, 0), PacFunction.at(call, 1)));
        all.put("isResolvable", call -> addresses.dnsResolve(PacFunction.at(call, 0)) != null);
        all.put(
                "isResolvableEx",
                call -> !addresses.dnsResolveEx(PacFunction.at(call, 0)).isEmpty());
        all.put("dnsResolve", call -> addresses.dnsResolve(PacFunction.at(call, 0)));
        all.put("dnsResolveEx", call -> addresses.dnsResolveEx(PacFunction.at(call, 0)));
        all.put("myIpAddress", call -> addresses.myIpAddress());
        all.put("myIpAddressEx", call -> addresses.myIpAddressEx());
        all.put(
                "isInNet",
                call -> addresses.isInNet(PacFunction.at(call, 0), PacFunction.at(call, 1), PacFunction.at(call, 2)));
        all.put("isInNetEx", call -> addresses.isInNetEx(PacFunction.at(call, 0), PacFunction.at(call, 1)));
        all.put("convert_addr", call -> addresses.number(PacFunction.at(call, 0)));
        all.put("sortIpAddressList", call -> addresses.sorted(PacFunction.at(call, 0)));
        all.put("getClientVersion", call -> "1.0");
        all.put("weekdayRange", times::weekdayRange);
        all.put("dateRange", times::dateRange);
        all.put("timeRange", times::timeRange);
        all.put("alert", call -> null);
        return Map.copyOf(all);
    }

    private static boolean isPlainHostName(String host) {
        return host.indexOf('.') < 0 && host.indexOf(':') < 0;
    }

    private static boolean dnsDomainIs(String host, String domain) {
        return host.toLowerCase(Locale.ROOT).endsWith(domain.toLowerCase(Locale.ROOT));
    }

    private static boolean localHostOrDomainIs(String host, String fullName) {
        return host.equalsIgnoreCase(fullName)
                || fullName.toLowerCase(Locale.ROOT).startsWith(host.toLowerCase(Locale.ROOT) + ".");
    }

    /** Only an asterisk and a question mark mean more than themselves. Time grows with the product of the lengths at most. */
    private static boolean shExpMatch(String text, String pattern) {
        int t = 0;
        int p = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}

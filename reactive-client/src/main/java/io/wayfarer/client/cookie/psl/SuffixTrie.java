/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.cookie.psl;

import java.util.Arrays;

/**
 * The rules as a trie of labels, read from the right. Its edges lie in one open-addressed table, so that a step is one
 * probe and a look-up allocates nothing. Written by one thread, then only read.
 */
final class SuffixTrie {

    private static final byte RULE = 1;
    private static final byte EXCEPTION = 2;
    private static final int ROOT = 0;
    private static final int NONE = 0;

    /** One edge is three numbers: parent node, where its label starts in {@link #labels}, target node. */
    private int[] edges = new int[3 << 10];

    private int mask = (1 << 10) - 1;
    private int edgeCount;

    /** Each label behind its length. */
    private char[] labels = new char[1 << 14];

    private int labelsEnd;

    private byte[] flags = new byte[1 << 10];

    /** For each node the child that stands for any label. */
    private int[] wildcards = new int[1 << 10];

    private int nodeCount = 1;

    /** Adds a rule, with its exclamation mark if it has one; a label outside ASCII gets both its spellings. */
    void add(String rule) {
        boolean exception = rule.startsWith("!");
        String text = exception ? rule.substring(1) : rule;
        int node = ROOT;
        int end = text.length();
        while (end > 0) {
            int start = text.lastIndexOf('.', end - 1) + 1;
            node = child(node, text.substring(start, end));
            end = start - 1;
        }
        if (node != ROOT) {
            flags[node] |= exception ? EXCEPTION : RULE;
        }
    }

    /** Gives back what was reserved and not needed. */
    void trim() {
        labels = Arrays.copyOf(labels, labelsEnd);
        flags = Arrays.copyOf(flags, nodeCount);
        wildcards = Arrays.copyOf(wildcards, nodeCount);
    }

    private int child(int parent, String label) {
        if (label.equals("*")) {
            if (wildcards[parent] == NONE) {
                // newNode may replace the array: it comes first.
                int node = newNode();
                wildcards[parent] = node;
            }
            return wildcards[parent];
        }
        int node = find(parent, label, 0, label.length());
        if (node == NONE) {
            node = newNode();
            edge(parent, label, node);
            String ascii = Punycode.toAscii(label);
            if (!ascii.equals(label)) {
                edge(parent, ascii, node);
            }
        }
        return node;
    }

    private int newNode() {
        if (nodeCount == flags.length) {
            flags = Arrays.copyOf(flags, 2 * nodeCount);
            wildcards = Arrays.copyOf(wildcards, 2 * nodeCount);
        }
        return nodeCount++;
    }

    private void edge(int parent, String label, int target) {
        if (find(parent, label, 0, label.length()) != NONE) {
            return; // The list may hold a rule in both spellings.
        }
        if (2 * ++edgeCount > mask) {
            grow();
        }
        if (labelsEnd + label.length() + 1 > labels.length) {
            labels = Arrays.copyOf(labels, 2 * labels.length + label.length());
        }
        int start = labelsEnd;
        labels[start] = (char) label.length();
        label.getChars(0, label.length(), labels, start + 1);
        labelsEnd += label.length() + 1;
        put(hash(parent, label, 0, label.length()), parent, start, target);
    }

    private void put(int hash, int parent, int label, int target) {
        int slot = hash & mask;
        while (edges[3 * slot + 2] != NONE) {
            slot = (slot + 1) & mask;
        }
        edges[3 * slot] = parent;
        edges[3 * slot + 1] = label;
        edges[3 * slot + 2] = target;
    }

    private void grow() {
        int[] old = edges;
        mask = 2 * mask + 1;
        edges = new int[3 * (mask + 1)];
        for (int i = 0; i < old.length; i += 3) {
            if (old[i + 2] != NONE) {
                String label = new String(labels, old[i + 1] + 1, labels[old[i + 1]]);
                put(hash(old[i], label, 0, label.length()), old[i], old[i + 1], old[i + 2]);
            }
        }
    }

    private static int hash(int parent, String text, int from, int to) {
        int h = parent * 0x9e3779b9;
        for (int i = from; i < to; i++) {
            h = 31 * h + text.charAt(i);
        }
        h *= 0x85ebca6b;
        return h ^ (h >>> 15);
    }

    private int find(int parent, String text, int from, int to) {
        int slot = hash(parent, text, from, to) & mask;
        for (int i = 3 * slot; edges[i + 2] != NONE; i = 3 * slot) {
            if (edges[i] == parent && labelIs(edges[i + 1], text, from, to)) {
                return edges[i + 2];
            }
            slot = (slot + 1) & mask;
        }
        return NONE;
    }

    private boolean labelIs(int label, String text, int from, int to) {
        int length = to - from;
        if (labels[label] != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (labels[label + 1 + i] != text.charAt(from + i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Where the public suffix of a host starts: by the exception that matches, else by the longest rule, else by the
     * default rule, which is any last label.
     *
     * @param end where the host ends; no dot stands before it
     */
    int suffixStart(String host, int end) {
        int best = walk(ROOT, host, end, host.lastIndexOf('.', end - 1) + 1);
        return best < 0 ? ~best : best;
    }

    /** Answers the best start so far; negative, its complement, when an exception settled it. */
    private int walk(int node, String host, int end, int best) {
        int start = host.lastIndexOf('.', end - 1) + 1;
        int settled = follow(find(node, host, start, end), host, start, end, best);
        return settled < 0 ? settled : follow(wildcards[node], host, start, end, settled);
    }

    private int follow(int node, String host, int start, int end, int best) {
        if (node == NONE) {
            return best;
        }
        if ((flags[node] & EXCEPTION) != 0) {
            return ~Math.min(end + 1, host.length());
        }
        int found = (flags[node] & RULE) != 0 ? Math.min(best, start) : best;
        return start < 2 ? found : walk(node, host, start - 1, found);
    }
}

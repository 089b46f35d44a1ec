/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.protocol.hpack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.netty.buffer.ByteBuf;

/** The static Huffman code (RFC 7541 section 5.2 and appendix B). */
final class Huffman {

    /** The length of the code of each octet, and of the end mark, as letters from A for 5 bits on; the code is canonical. */
    private static final String LENGTHS =
            "ISXXXXXXXTZXXZXXXXXXXXZXXXXXXXXXBFFHIBDGFFDGDBBBAAABBBBBBBCDKBHFIBCCCCCCCCCCCCCCC"
                    + "CCCCCCCDCDIOIJBKABABABBBACCBBBABCBAABCCCCCKGJIXPRPPRRRSRSSSSSTSTTRSTSSSSQRSRSSTRQPRRSSQSRRTQRSSQQRQSRSSPRRR"
                    + "SRRSVVPORSRUVVVWWVTUOQVWWVWTQQVVXWWWPTPQRQQSRRUUTTVSVWVVWWWWWXWWWWWVZ";

    private static final int SYMBOLS = 257;
    private static final int END = 256;
    private static final int[] CODE = new int[SYMBOLS];
    private static final byte[] LENGTH = new byte[SYMBOLS];

    /** Nodes of 256 branches each: below 0 the next node, else the length of the code and its octet; -1 leads nowhere. */
    private static final int[][] TREE;

    private static final int NOWHERE = Integer.MIN_VALUE;

    static {
        Integer[] bySize = new Integer[SYMBOLS];
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            LENGTH[symbol] = (byte) (LENGTHS.charAt(symbol) - 'A' + 5);
            bySize[symbol] = symbol;
        }
        Arrays.sort(bySize, (a, b) -> LENGTH[a] != LENGTH[b] ? LENGTH[a] - LENGTH[b] : a - b);
        int code = 0;
        int length = 0;
        for (int symbol : bySize) {
            code <<= LENGTH[symbol] - length;
            length = LENGTH[symbol];
            CODE[symbol] = code++;
        }
        TREE = tree();
    }

    private Huffman() {}

    private static int[][] tree() {
        List<int[]> nodes = new ArrayList<>();
        nodes.add(emptyNode());
        for (int symbol = 0; symbol < END; symbol++) {
            int left = LENGTH[symbol];
            int[] node = nodes.get(0);
            while (left > 8) {
                left -= 8;
                int branch = (CODE[symbol] >>> left) & 0xff;
                if (node[branch] == NOWHERE) {
                    node[branch] = -nodes.size();
                    nodes.add(emptyNode());
                }
                node = nodes.get(-node[branch]);
            }
            int from = (CODE[symbol] << (8 - left)) & 0xff;
            Arrays.fill(node, from, from + (1 << (8 - left)), (left << 8) | symbol);
        }
        return nodes.toArray(new int[0][]);
    }

    private static int[] emptyNode() {
        int[] node = new int[256];
        Arrays.fill(node, NOWHERE);
        return node;
    }

    /** Octets that the text takes, each character one octet. */
    static int encodedLength(String text) {
        long bits = 0;
        for (int i = 0; i < text.length(); i++) {
            bits += LENGTH[text.charAt(i) & 0xff];
        }
        return (int) ((bits + 7) >> 3);
    }

    static void encode(String text, ByteBuf out) {
        long bits = 0;
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            int symbol = text.charAt(i) & 0xff;
            bits = (bits << LENGTH[symbol]) | CODE[symbol];
            count += LENGTH[symbol];
            while (count >= 8) {
                count -= 8;
                out.writeByte((int) (bits >> count));
            }
        }
        if (count > 0) {
            out.writeByte((int) ((bits << (8 - count)) | (0xff >> count)));
        }
    }

    /**
     * @param target has room for eight fifths of the length
     * @return how many octets were written, or -1 when the code is broken
     */
    static int decode(byte[] source, int from, int length, byte[] target) {
        int written = 0;
        int bits = 0;
        int count = 0;
        int pending = 0; // bits since the last octet that was whole
        int[] node = TREE[0];
        for (int i = from; i < from + length; i++) {
            bits = (bits << 8) | (source[i] & 0xff);
            count += 8;
            pending += 8;
            while (count >= 8) {
                int next = node[(bits >>> (count - 8)) & 0xff];
                if (next == NOWHERE) {
                    return -1;
                }
                if (next < 0) {
                    node = TREE[-next];
                    count -= 8;
                } else {
                    target[written++] = (byte) next;
                    count -= next >> 8;
                    pending = count;
                    node = TREE[0];
                }
            }
        }
        while (count > 0) {
            int next = node[(bits << (8 - count)) & 0xff];
            if (next < 0 || next >> 8 > count) {
                break;
            }
            target[written++] = (byte) next;
            count -= next >> 8;
            pending = count;
            node = TREE[0];
        }
        // What is left is the beginning of the end mark, of fewer than eight bits.
        int mask = (1 << count) - 1;
        return pending < 8 && (bits & mask) == mask ? written : -1;
    }
}

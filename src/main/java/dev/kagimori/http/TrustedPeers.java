package dev.kagimori.http;

import dev.kagimori.database.CannotStart;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose word counts on who their clients are: balancers, as blocks of addresses (RFC 4632, RFC 4291
 * §2.3). Whoever may connect from within a block can claim any address.
 */
public final class TrustedPeers {
  /** Nobody's. */
  public static final TrustedPeers NONE = new TrustedPeers(List.of());

  /** Looked through for every new connection. */
  static final int MOST = 64;

  private final List<Block> blocks;

  private TrustedPeers(List<Block> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  /** An address, and how many of its bits count. */
  private record Block(InetAddress network, int bits) {
    boolean has(InetAddress address) {
      byte[] own = network.getAddress();
      byte[] theirs = address.getAddress();
      if (own.length != theirs.length) return false;
      for (int bit = 0; bit < bits; bit += Byte.SIZE) {
        int mask = 0xff << Math.max(0, Byte.SIZE - (bits - bit));
        if (((own[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask & 0xff) != 0) return false;
      }
      return true;
    }

    /** Its network has no bit that does not count. */
    boolean isTidy() {
      byte[] own = network.getAddress();
      for (int bit = bits; bit < own.length * Byte.SIZE; bit++)
        if ((own[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1) != 0) return false;
      return true;
    }

    @Override
    public String toString() {
      return network.getHostAddress() + '/' + bits;
    }
  }

  /**
   * Reads blocks such as {@code 10.1.2.3/32} and {@code 2001:db8:1::/64}.
   *
   * @param option names where they come from, for the operator
   * @throws CannotStart for a host name, a block of everybody, a network with bits beyond its
   *     prefix, or more than 64 blocks
   */
  public static TrustedPeers parse(String option, List<String> texts) {
    if (texts.size() > MOST)
      throw new CannotStart(
          option + " に指定できる範囲は " + MOST + " 個までです。範囲をまとめてください。",
          option + " takes " + MOST + " blocks at most: join some of them.");
    var blocks = new ArrayList<Block>();
    for (var text : texts) blocks.add(block(option, text.strip()));
    return new TrustedPeers(blocks);
  }

  private static Block block(String option, String text) {
    int slash = text.indexOf('/');
    var address = IpLiteral.parse(text.substring(0, Math.max(0, slash)));
    int bits = bits(text.substring(slash + 1));
    if (address.isEmpty() || bits < 0 || bits > address.get().getAddress().length * Byte.SIZE)
      throw refused(
          option,
          text,
          "IP アドレスの範囲ではありません。10.1.2.3/32 や 2001:db8:1::/64 のように指定してください(ホスト名は使えません)",
          "is no block of IP addresses: write it like 10.1.2.3/32 or 2001:db8:1::/64; host names"
              + " are not looked up");
    if (bits == 0)
      throw refused(
          option,
          text,
          "すべてのアドレスを含み、誰でも送信元を偽れます。負荷分散装置のアドレスだけを指定してください",
          "is everybody, and anybody could claim any address: name the balancer's addresses alone");
    var block = new Block(address.get(), bits);
    if (!block.isTidy())
      throw refused(
          option,
          text,
          "/" + bits + " より後のビットが 0 ではありません。一台だけなら /" + most(address.get()) + " としてください",
          "has bits beyond /" + bits + ": for one machine write /" + most(address.get()));
    return block;
  }

  private static int most(InetAddress address) {
    return address.getAddress().length * Byte.SIZE;
  }

  /** 0 to 999; -1: none. */
  private static int bits(String text) {
    if (text.isEmpty() || text.length() > 3 || (text.length() > 1 && text.charAt(0) == '0'))
      return -1;
    for (int i = 0; i < text.length(); i++) if (!Ascii.isDigit(text.charAt(i))) return -1;
    return Integer.parseInt(text);
  }

  /** What somebody typed is shown in part, should it be a whole file. */
  private static CannotStart refused(String option, String text, String ja, String en) {
    var shown = text.length() <= 64 ? text : text.substring(0, 64) + '…';
    return new CannotStart(
        "%s の「%s」は%s。".formatted(option, shown, ja), "%s: %s %s.".formatted(option, shown, en));
  }

  boolean isEmpty() {
    return blocks.isEmpty();
  }

  /** Whether one block has it; what is no address is nobody's. */
  boolean has(String address) {
    if (blocks.isEmpty()) return false;
    int zone = address.indexOf('%'); // of a peer on the own line; a block has none
    var peer = IpLiteral.parse(zone < 0 ? address : address.substring(0, zone));
    return peer.isPresent() && blocks.stream().anyMatch(block -> block.has(peer.get()));
  }

  /** As they could be typed again, with commas; empty for nobody. */
  @Override
  public String toString() {
    return String.join(",", blocks.stream().map(Block::toString).toList());
  }
}

import { describe, expect, test } from "vitest";
import { isPublicAddress, judgeAddress } from "./address";

describe("an address of a photo", () => {
  test.each([
    ["loopback", "http://127.0.0.1/a.jpg"],
    ["loopback, shortened", "http://127.1/a.jpg"],
    ["loopback, as one number", "http://2130706433/a.jpg"],
    ["loopback, in hexadecimal", "http://0x7f000001/a.jpg"],
    ["loopback, in octal", "http://0177.0.0.1/a.jpg"],
    ["loopback, mixed", "http://0x7f.0.0.01/a.jpg"],
    ["loopback, in wide digits", "http://１２７.０.０.１/a.jpg"],
    ["loopback, in circled digits", "http://①②⑦.⓪.⓪.①/a.jpg"],
    ["loopback, with a dot behind", "http://127.0.0.1./a.jpg"],
    ["loopback, with letters escaped", "http://%31%32%37.0.0.1/a.jpg"],
    ["the rest of loopback", "http://127.200.3.4/a.jpg"],
    ["this machine", "http://0.0.0.0/a.jpg"],
    ["this machine, shortened", "http://0/a.jpg"],
    ["localhost", "http://localhost/a.jpg"],
    ["localhost in capitals", "http://LOCALHOST/a.jpg"],
    ["localhost with a dot behind", "http://localhost./a.jpg"],
    ["below localhost", "http://a.localhost/a.jpg"],
    ["a name nearby", "http://postgres/a.jpg"],
    ["a cloud's metadata by name", "http://metadata.google.internal/a.jpg"],
    ["a cloud's metadata", "http://169.254.169.254/latest/meta-data/"],
    ["a cloud's metadata in hexadecimal", "http://0xa9fea9fe/"],
    ["another cloud's metadata", "http://168.63.129.16/"],
    ["a third cloud's metadata", "http://100.100.100.200/"],
    ["a fourth cloud's metadata", "http://192.0.0.192/"],
    ["metadata by IPv6", "http://[fd00:ec2::254]/"],
    ["a private network of 10", "http://10.0.0.1/"],
    ["a private network of 172", "http://172.31.255.255/"],
    ["a private network of 192", "http://192.168.0.1/"],
    ["a carrier's network", "http://100.64.0.1/"],
    ["multicast", "http://224.0.0.1/"],
    ["broadcast", "http://255.255.255.255/"],
    ["a network for tests", "http://198.18.0.1/"],
    ["loopback by IPv6", "http://[::1]/"],
    ["nothing by IPv6", "http://[::]/"],
    ["loopback mapped into IPv6", "http://[::ffff:127.0.0.1]/"],
    ["loopback mapped in hexadecimal", "http://[::ffff:7f00:1]/"],
    ["loopback compatible with IPv6", "http://[::127.0.0.1]/"],
    ["loopback translated by NAT64", "http://[64:ff9b::7f00:1]/"],
    ["a public address translated by NAT64", "http://[64:ff9b::5db8:d822]/"],
    ["a private NAT64", "http://[64:ff9b:1::1]/"],
    ["loopback by 6to4", "http://[2002:7f00:1::]/"],
    ["Teredo", "http://[2001:0:53aa:64c:0:fbff:80ff:fffe]/"],
    ["link-local by IPv6", "http://[fe80::1]/"],
    ["site-local by IPv6", "http://[fec0::1]/"],
    ["unique local by IPv6", "http://[fc00::1]/"],
    ["multicast by IPv6", "http://[ff02::1]/"],
    ["documentation by IPv6", "http://[2001:db8::1]/"],
  ])("that is %s is not asked", (_, address) => {
    expect(judgeAddress(address)).toEqual({
      ok: false,
      reason: "This address is not on the public internet.",
    });
  });

  test.each([
    ["a name and password", "https://me:secret@pictures.example/a.jpg", /name and password/],
    ["a name alone", "https://127.0.0.1@pictures.example/a.jpg", /name and password/],
    ["another port", "https://pictures.example:8080/a.jpg", /Port 8080/],
    ["the port of mail", "http://pictures.example:25/a.jpg", /Port 25/],
    ["a file", "file:///etc/passwd", /https:\/\//],
    ["data", "data:image/png;base64,AAAA", /https:\/\//],
    ["FTP", "ftp://pictures.example/a.jpg", /https:\/\//],
    ["gopher", "gopher://127.0.0.1:70/", /https:\/\//],
    ["nothing", "", /no address/],
    ["no host", "http://", /no address/],
    ["no end", `https://pictures.example/${"a".repeat(2000)}`, /no address/],
  ])("that has %s is refused", (_, address, reason) => {
    expect(judgeAddress(address)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });

  test.each([
    "https://pictures.example/a.jpg",
    "http://pictures.example:80/a.jpg",
    "https://pictures.example:443/a, b;c.jpg?w=200&h=100",
    "https://bücher.example/bär.png",
    "https://93.184.216.34/a.jpg",
    "https://[2606:2800:220:1:248:1893:25c8:1946]/a.jpg",
  ])("such as %s is asked", (address) => {
    expect(judgeAddress(address)).toMatchObject({ ok: true });
  });

  test("is judged anew where it redirects, also without its beginning", () => {
    const base = new URL("https://pictures.example/a.jpg");
    expect(judgeAddress("/b.jpg", base)).toMatchObject({ ok: true });
    expect(judgeAddress("//169.254.169.254/", base)).toMatchObject({ ok: false });
    expect(judgeAddress("http:\\\\127.0.0.1/", base)).toMatchObject({ ok: false });
  });
});

test.each(["", "pictures.example", "fe80::1%eth0", "2606:4700::1%1", "1.2.3", "::ffff:8.8.8.8"])(
  "what a resolver must not give is no public address: %s",
  (address) => {
    expect(isPublicAddress(address)).toBe(false);
  },
);

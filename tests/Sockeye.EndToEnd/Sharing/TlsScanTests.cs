using System.Globalization;
using System.Xml.Linq;
using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Sharing;

/// <summary>What TLS we offer, as two programs see it that know every weakness by name.</summary>
public sealed class TlsScanTests
{
    private const int LeastBits = 128; // of a key of symmetric encryption: RFC 9325 §4.1

    [Theory]
    [InlineData("files@tls://127.0.0.1:0"), InlineData("http@tls://127.0.0.1:0"), InlineData("ftp@tls://127.0.0.1:0")]
    [InlineData("ftp@tcp://127.0.0.1:0", "--starttls-ftp")]
    public async Task Sslscan_finds_nothing_weak(string service, params string[] options)
    {
        using TemporaryDirectory folder = Folder();
        await using SharingServer server = await StartAsync(folder, service);

        ProcessResult scan = await RunningProcess.RunAsync(
            Peer.Find(Peer.Sslscan), [.. options, "--xml=-", "--no-colour", AddressOf(server, service)]);

        scan.AssertExit(0);
        XElement test = XDocument.Parse(scan.Output).Root!.Element("ssltest")!;
        Assert.Equal("TLS 1.2, TLS 1.3", Enabled(test));
        Assert.DoesNotContain("1", Values(test, "compression", "supported"));
        Assert.DoesNotContain("1", Values(test, "heartbleed", "vulnerable"));
        Assert.Equal(["0"], Values(test, "renegotiation", "supported")); // of the kind that RFC 5746 mends
        XElement[] ciphers = [.. test.Elements("cipher")];
        Assert.NotEmpty(ciphers);
        Assert.All(ciphers, AssertStrong);
    }

    [Theory]
    [InlineData("files@tls://127.0.0.1:0"), InlineData("http@tls://127.0.0.1:0"), InlineData("ftp@tls://127.0.0.1:0")]
    [InlineData("ftp@tcp://127.0.0.1:0", "-starttls", "ftp")]
    public async Task Openssl_gets_a_session_of_today_and_no_renegotiation(string service, params string[] options)
    {
        using TemporaryDirectory folder = Folder();
        await using SharingServer server = await StartAsync(folder, service);
        string address = AddressOf(server, service);

        string newest = await ConnectAsync(address, "", options);
        string older = await ConnectAsync(address, "", [.. options, "-tls1_2"]);
        string oldest = await ConnectAsync(address, "", [.. options, "-tls1_1", "-cipher", "ALL:@SECLEVEL=0"]);

        Assert.Contains("TLSv1.3, Cipher is TLS_", newest, StringComparison.Ordinal);
        Assert.Contains("TLSv1.2, Cipher is ECDHE", older, StringComparison.Ordinal);
        Assert.Contains("Compression: NONE", older, StringComparison.Ordinal);
        Assert.Contains("Cipher is (NONE)", oldest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("files@tls://127.0.0.1:0"), InlineData("http@tls://127.0.0.1:0"), InlineData("ftp@tls://127.0.0.1:0")]
    public async Task A_client_that_renegotiates_is_refused(string service)
    {
        using TemporaryDirectory folder = Folder();
        await using SharingServer server = await StartAsync(folder, service);

        // "R" on a line alone is openssl's word for it.
        await using RunningProcess client = RunningProcess.Start(
            Peer.Find(Peer.Openssl), "s_client", "-connect", AddressOf(server, service), "-tls1_2");
        await client.OutputAsync("Verify return code");
        await client.FeedAsync("R\n");
        await client.ErrorAsync("(?i)RENEGOTIATING(.|\n)*(errno|error|alert)");

        Assert.NotEqual(0, await client.ExitAsync());
    }

    private static TemporaryDirectory Folder()
    {
        var folder = new TemporaryDirectory();
        folder.AddDirectory("root");
        return folder;
    }

    private static Task<SharingServer> StartAsync(TemporaryDirectory folder, string service) => SharingServer.StartAsync(
        folder, [service], service.StartsWith("ftp@tcp", StringComparison.Ordinal) ? ["--ftp-tls", "offered"] : []);

    private static string AddressOf(SharingServer server, string service) =>
        server.AddressOf(service.Split('@')[0]).ToString();

    private static async Task<string> ConnectAsync(string address, string input, params string[] options)
    {
        await using RunningProcess client = RunningProcess.Start(
            Peer.Find(Peer.Openssl), ["s_client", "-connect", address, .. options]);
        await client.FeedAllAsync(System.Text.Encoding.ASCII.GetBytes(input));
        await client.ExitAsync();
        return client.Output.Text;
    }

    private static string Enabled(XElement test) => string.Join(
        ", ", test.Elements("protocol").Where(protocol => protocol.Attribute("enabled")!.Value == "1")
            .Select(protocol => $"{protocol.Attribute("type")!.Value.ToUpperInvariant()} {protocol.Attribute("version")!.Value}"));

    private static string[] Values(XElement test, string element, string attribute) =>
        [.. test.Elements(element).Select(found => found.Attribute(attribute)!.Value)];

    private static void AssertStrong(XElement cipher)
    {
        string name = cipher.Attribute("cipher")!.Value;
        int bits = int.Parse(cipher.Attribute("bits")!.Value, CultureInfo.InvariantCulture);
        string[] weak = ["RC4", "3DES", "DES-", "NULL", "EXP", "MD5", "anon", "ADH", "AECDH"];

        Assert.Contains(cipher.Attribute("strength")!.Value, new[] { "strong", "acceptable" }); // in sslscan's words
        Assert.True(bits >= LeastBits, $"{name}: {bits} bits");
        Assert.DoesNotContain(weak, word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
        Assert.True(
            name.StartsWith("TLS_", StringComparison.Ordinal) || name.StartsWith("ECDHE", StringComparison.Ordinal)
                || name.StartsWith("DHE", StringComparison.Ordinal),
            $"{name}: whoever gets the key later reads what was sent before");
    }
}

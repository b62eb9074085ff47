using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Text.RegularExpressions;
using Sockeye.EndToEnd.Sharing;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Hostile;

/// <summary>
/// One address asks for more over HTTP/2 than there are descriptors for: each stream of a connection may have a file
/// open.
/// </summary>
public sealed class StreamsFloodTests : IDisposable
{
    private const int OpenFiles = 1024;
    private const int Connections = 10;
    private const int StreamsEach = 100;
    private const int FileBytes = 1024 * 1024; // far beyond the window of a stream

    private readonly TemporaryDirectory _folder = new();
    private readonly List<HttpClient> _clients = [];
    private readonly ConcurrentBag<HttpResponseMessage> _held = []; // one that is collected gives its stream up

    public StreamsFloodTests()
    {
        _folder.AddDirectory("root");
        _folder.AddFile("root/small", "remember"u8);
        _folder.AddFile("root/large", new byte[FileBytes]);
    }

    [Theory(Timeout = 2 * SafetyNet.Milliseconds), InlineData(false), InlineData(true)]
    public async Task Streams_of_one_address_leave_descriptors_to_others(bool areUploads)
    {
        await using SharingServer server = await SharingServer.StartAsync(
            ["prlimit", $"--nofile={OpenFiles}"], _folder, ["http", "files", "ftp", "http@tls://127.0.0.1:0"], "--writable");
        var others = new Bystander(server);

        HttpStatusCode[] answers = await AskAsync(server, areUploads);
        int open = new DirectoryInfo($"/proc/{server.Process.Id}/fd").EnumerateFiles().Count();
        await others.AskAsync();

        Assert.Contains(HttpStatusCode.ServiceUnavailable, answers); // else there were enough for all
        Match most = Regex.Match(server.Process.Error.Text, @"at most (\d+) connections at once");
        int places = int.Parse(most.Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(answers.Count(answer => answer == HttpStatusCode.OK), 0, Connections + (places / 4));
        Assert.InRange(open, 1, OpenFiles - 100); // nobody had to wait for one
    }

    [Fact(Timeout = SafetyNet.Milliseconds)]
    public async Task One_page_with_all_that_belongs_to_it_is_answered()
    {
        await using SharingServer server = await SharingServer.StartAsync(
            ["prlimit", $"--nofile={OpenFiles}"], _folder, ["http@tls://127.0.0.1:0"]);
        HttpClient client = Client(server);

        HttpResponseMessage[] answers = await Task.WhenAll(
            Enumerable.Range(0, StreamsEach).Select(_ => client.GetAsync("small")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    public void Dispose()
    {
        _clients.ForEach(client => client.Dispose());
        _folder.Dispose();
    }

    // Nobody reads what is answered, or sends what is announced. Uploads are answered only when they are refused.
    private async Task<HttpStatusCode[]> AskAsync(SharingServer server, bool areUploads)
    {
        var refused = new TaskCompletionSource<HttpStatusCode>();
        var asking = new List<Task<HttpStatusCode>>();
        for (int connection = 0; connection < Connections; connection++)
        {
            HttpClient client = Client(server);
            for (int stream = 0; stream < StreamsEach; stream++)
                asking.Add(AskAsync(client, areUploads ? Upload(connection, stream) : Download()));
        }

        foreach (Task<HttpStatusCode> one in asking)
            _ = TellAsync(one, refused);
        return areUploads ? [await refused.Task] : await Task.WhenAll(asking);
    }

    private static async Task TellAsync(Task<HttpStatusCode> asking, TaskCompletionSource<HttpStatusCode> refused)
    {
        await ((Task)asking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (asking.IsCompletedSuccessfully && await asking == HttpStatusCode.ServiceUnavailable)
            refused.TrySetResult(HttpStatusCode.ServiceUnavailable);
    }

    private async Task<HttpStatusCode> AskAsync(HttpClient client, HttpRequestMessage request)
    {
        HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        _held.Add(answer);
        return answer.StatusCode;
    }

    private static HttpRequestMessage Download() => new(HttpMethod.Get, "large") { Version = HttpVersion.Version20 };

    private static HttpRequestMessage Upload(int connection, int stream) =>
        new(HttpMethod.Put, string.Create(CultureInfo.InvariantCulture, $"new{connection}-{stream}"))
        {
            Version = HttpVersion.Version20,
            Content = new EndlessContent(),
        };

    private HttpClient Client(SharingServer server)
    {
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null,
            },
        };
        var client = new HttpClient(handler)
        {
            BaseAddress = new Uri($"https://{server.AddressOf("http@tls://127.0.0.1:0")}/"),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        _clients.Add(client);
        return client;
    }

    /// <summary>Is announced as a kilobyte, of which nothing comes.</summary>
    private sealed class EndlessContent : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.FlushAsync();
            await new TaskCompletionSource().Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 1024;
            return true;
        }
    }
}

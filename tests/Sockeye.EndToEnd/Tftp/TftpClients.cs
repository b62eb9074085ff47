using Sockeye.EndToEnd.Processes;

namespace Sockeye.EndToEnd.Tftp;

/// <summary>The foreign TFTP clients, each in its own words.</summary>
internal static class TftpClients
{
    public static Task<ProcessResult> GetAsync(
        string client, SockeyeServer server, string name, string local, string[] options)
    {
        string[] words = client switch
        {
            Peer.Curl => ["-sS", .. options, "-o", local, $"tftp://{server.Host}:{server.Port}/{name}"],
            Peer.Tftp => [.. Mode(options), server.Host, server.Port, "-c", "get", name, local],
            _ => [.. options, "--get", "--remote-file", name, "--local-file", local, server.Host, server.Port],
        };
        return RunningProcess.RunAsync(Peer.Find(client), words);
    }

    public static Task<ProcessResult> PutAsync(
        string client, SockeyeServer server, string local, string name, string[] options)
    {
        string[] words = client switch
        {
            Peer.Curl => ["-sS", .. options, "-T", local, $"tftp://{server.Host}:{server.Port}/{name}"],
            Peer.Tftp => [.. Mode(options), server.Host, server.Port, "-c", "put", local, name],
            _ => [.. options, "--put", "--remote-file", name, "--local-file", local, server.Host, server.Port],
        };
        return RunningProcess.RunAsync(Peer.Find(client), words);
    }

    private static string[] Mode(string[] options) => options.Length > 0 ? options : ["-m", "binary"];
}

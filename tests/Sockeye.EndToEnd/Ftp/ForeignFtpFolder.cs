using Sockeye.EndToEnd.Processes;
using Sockeye.Testing;

namespace Sockeye.EndToEnd.Ftp;

/// <summary>What a server of others is set up in.</summary>
internal sealed class ForeignFtpFolder
{
    public const string Password = "x@example.org";

    public ForeignFtpFolder()
    {
        Command.Run("chmod", "755", Folder.Path);
        Root = Folder.AddDirectory("root");
        Command.Run("chmod", "777", Folder.AddDirectory("root/pub"));
    }

    public TemporaryDirectory Folder { get; } = new();

    /// <summary>What it serves; <c>pub</c> in it may be changed.</summary>
    public string Root { get; }

    public int Port { get; } = FreePort.Tcp();

    public string Certificate => Folder.At("cert.pem");

    public string Key => Folder.At("key.pem");

    public async Task MakeCertificateAsync()
    {
        ProcessResult made = await RunningProcess.RunAsync(
            Peer.Find(Peer.Openssl), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-keyout", Key, "-out", Certificate);
        made.AssertExit(0);
    }

    public string AddConfiguration(string text) => Folder.AddFile("conf", System.Text.Encoding.UTF8.GetBytes(text));
}

namespace Sockeye.Bench.Peers;

/// <summary>A server of the served directory, whoever wrote it.</summary>
internal interface IFileServer : IAsyncDisposable
{
    string Name { get; }

    int Pid { get; }

    string Port { get; }

    string Url(SourceFile file);
}

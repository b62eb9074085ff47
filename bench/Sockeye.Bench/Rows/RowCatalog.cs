namespace Sockeye.Bench.Rows;

/// <summary>All rows, in the order of the table.</summary>
internal static class RowCatalog
{
    private static readonly IReadOnlyList<IRow> All =
    [
        new GetRow(),
        new GetUnverifiedRow(),
        new ServeRow(),
        new ManyClientsRow(),
        new SmallFilesRow(),
        new HttpSmallRow("http-small", isTls: false),
        new HttpSmallRow("https-small", isTls: true),
        new AcceptRow(),
        new IdleConnectionsRow(),
        new HttpLargeRow("http-large", isTls: false),
        new HttpLargeRow("https-large", isTls: true),
        new FtpLargeRow(),
        new FtpSmallRow(),
        new FtpLoginsRow(),
        new TftpRow(),
        new TftpClientsRow(),
        new EchoManyRow(),
        new EchoOneRow(),
        new UdpEchoRow(),
        new HeldConnectionsRow(),
        new SlowReadersRow(),
        new SlowDownloadsRow(),
        new StartRow(),
        new TraceRow(),
    ];

    public static IEnumerable<string> Names => All.Select(row => row.Name);

    /// <summary>The rows of these names; all if there is none.</summary>
    public static IReadOnlyList<IRow> Choose(IReadOnlyCollection<string> names) =>
        [.. All.Where(row => names.Count == 0 || names.Contains(row.Name))];
}

using System.IO.Compression;
using Sockeye.Fairness;
using Sockeye.Files.Http.Requests;
using Sockeye.Files.Storage;
using Sockeye.Protocols.Http;

namespace Sockeye.Files.Http.Files;

/// <summary>A file in a compressed form: one that lies ready beside it, or one that is made while it is sent.</summary>
internal sealed class CompressedFile : IDisposable
{
    private const long MinBytes = 1024; // below, the fields around it are as long

    private readonly ContentCoding _coding;

    private CompressedFile(ContentCoding coding, ServedFile file, WorkPlace? place) =>
        (_coding, File, Place) = (coding, file, place);

    /// <summary>What is read: the compressed file, or the one to compress.</summary>
    public ServedFile File { get; }

    /// <summary>By whose turns it is made; null when it lies ready.</summary>
    public WorkPlace? Place { get; }

    /// <summary>Whether it lies ready; then it belongs to this object.</summary>
    public bool IsReady => Place is null;

    /// <summary>As Content-Encoding says it.</summary>
    public string Coding => _coding == ContentCoding.Brotli ? "br" : "gzip";

    /// <summary>
    /// What tells its tag from that of the file; null when it lies ready, for then it has a sum of its own.
    /// </summary>
    public string? Suffix => IsReady ? null : $"-{Coding}";

    /// <summary>The form that the client likes best; null for the file as it is.</summary>
    public static CompressedFile? Choose(FolderRequest request, FileName name, ServedFile file)
    {
        AcceptEncoding accepted = AcceptEncoding.Parse(request.Fields.AcceptEncoding);
        if (accepted is { Brotli: 0, Gzip: 0 } || file.Length < MinBytes)
            return null;

        ServedFile? brotli = accepted.Brotli > 0 ? Beside(request, name, ".br", file) : null;
        ServedFile? gzip = accepted.Gzip > 0 && brotli is null ? Beside(request, name, ".gz", file) : null;
        ContentCoding ready = accepted.Choose(brotli is not null, gzip is not null);
        if (ready != ContentCoding.Identity)
            return new CompressedFile(ready, (brotli ?? gzip)!, place: null);
        if (file.Length > request.Use.MaxCompressedBytes)
            return null;

        // With no place left it is sent as it is.
        return request.Visit.TryBeginWork() is { } place
            ? new CompressedFile(accepted.Choose(hasBrotli: true, hasGzip: true), file, place)
            : null;
    }

    /// <summary>Compresses what is written to it.</summary>
    public Stream Compress(Stream output) => _coding == ContentCoding.Brotli
        ? new BrotliStream(output, CompressionLevel.Fastest, leaveOpen: true)
        : new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true);

    public void Dispose()
    {
        Place?.Dispose();
        if (IsReady)
            File.Dispose();
    }

    // One that is older than the file is of another version of it. Where somebody may add it and not replace the file,
    // visitor or user of this machine, it may be anybody's: who gets it would take it for the file.
    private static ServedFile? Beside(FolderRequest request, FileName name, string extension, ServedFile file)
    {
        if (!FileName.TryParse(name.Text + extension, out FileName? coded))
            return null;

        try
        {
            ServedFile found = request.Visit.OpenRead(coded);
            bool isTrusted = found.IsOfTheOwnerOf(file) && !request.Visit.MayBeForged(coded, name);
            if (isTrusted && found.Modified >= file.Modified)
                return found;

            found.Dispose();
            return null;
        }
        catch (FileRefusedException)
        {
            return null;
        }
    }
}

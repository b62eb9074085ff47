using Sockeye.Protocols.Tftp;

namespace Sockeye.Files.Tftp;

/// <summary>A transfer that a client has finished.</summary>
/// <param name="Bytes">The file's bytes, as on the wire: in netascii mode more than on disk.</param>
/// <param name="Terms">What was agreed on.</param>
/// <param name="Elapsed">From the first request to the end.</param>
public sealed record TftpTransfer(long Bytes, TftpTerms Terms, TimeSpan Elapsed);

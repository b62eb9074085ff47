using System.Net.Sockets;
using Sockeye.Transports.Sockets.Engines;

namespace Sockeye.Transports.Sockets;

/// <summary>A socket call failed: what was attempted, on which address, what happened, and what to do.</summary>
/// <remarks>For example: <c>cannot listen on tcp://127.0.0.1:57: address already in use</c>.</remarks>
public sealed class SocketCallException : TransportException
{
    /// <summary>Describes a failed call.</summary>
    /// <param name="attempt">What was attempted, to follow "cannot": <c>listen on</c>, <c>connect to</c> …</param>
    /// <param name="address">The address; empty when the attempt concerns none.</param>
    /// <param name="error">What the system said.</param>
    /// <param name="hint">What to do, or a detail; null when the error speaks for itself.</param>
    public SocketCallException(string attempt, string address, SocketException error, string? hint = null)
        : base(SocketErrors.FailureOf(error), Describe(attempt, address, error, hint), error)
    {
        SocketError = error.SocketErrorCode;
        Errno = ErrnoException.NumberOf(error);
    }

    /// <summary>The error as .NET names it.</summary>
    public SocketError SocketError { get; }

    /// <summary>The system's error number (errno(3)).</summary>
    public int Errno { get; }

    private static string Describe(string attempt, string address, SocketException error, string? hint)
    {
        string what = address.Length == 0 ? attempt : $"{attempt} {address}";
        string why = SocketErrorText.Of(error, address);
        return hint is null ? $"cannot {what}: {why}" : $"cannot {what}: {why} ({hint})";
    }
}

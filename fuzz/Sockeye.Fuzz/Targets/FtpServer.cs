using System.Buffers;
using System.Net;
using Sockeye.Protocols;
using Sockeye.Protocols.Ftp;

namespace Sockeye.Fuzz.Targets;

/// <summary>
/// Whatever a client sends, every command gets exactly one final reply, nothing is done for who is not logged in,
/// nothing outside the root is named, and no data goes to a stranger.
/// </summary>
internal static class FtpServer
{
    private static readonly IPAddress Peer = IPAddress.Parse("192.0.2.7");

    public static void Run(ReadOnlySpan<byte> input)
    {
        var driver = new Driver(input.IsEmpty ? 0 : input[0] + input.Length);
        var rest = new ReadOnlySequence<byte>(input.ToArray());
        var decoder = new FtpCommandDecoder();
        try
        {
            while (!driver.IsOver && decoder.TryDecode(ref rest, out FtpCommand command))
                driver.Take(command);
        }
        catch (PeerProtocolException)
        {
            // a line without an end
        }

        driver.Finish();
    }

    /// <summary>
    /// Does what a session wants, and lets some of it fail, by a number that is drawn from the input.
    /// </summary>
    private sealed class Driver(int seed)
    {
        private readonly FtpServerSession _session = new(new FtpServerTerms
        {
            Peer = Peer,
            PassiveAddress = IPAddress.Parse("192.0.2.1"),
            Protection = (FtpProtection)(seed % 4),
        });

        private uint _dice = (uint)seed + 1;
        private bool _isLoggedIn;
        private long _commands;

        public bool IsOver => _session.IsOver;

        public void Take(FtpCommand command)
        {
            if (!_session.MayTake(command))
                EndTransfer();
            if (_session.IsOver)
                return;

            FtpAction? action = _session.OnCommand(command);
            _commands++;
            if (action is null)
                return;

            Check(action);
            if (action.Kind is FtpActionKind.LogOut or FtpActionKind.Secure)
                _isLoggedIn = false;
            else if (action.IsTransfer)
                _session.OnBegun(action.Kind == FtpActionKind.StoreUnique ? "/unique" : null);
            else if (action.IsReported)
                Report(action);
        }

        public void Finish()
        {
            if (_session.IsTransferring)
                EndTransfer();
            _session.TryTakeReplies(new ArrayBufferWriter<byte>());
            long replies = _session.FinalReplies - 1; // without the greeting
            Invariant.Require(replies == _commands, $"{_commands} commands and {replies} final replies");
        }

        private void Check(FtpAction action)
        {
            bool isForAll = action.Kind is FtpActionKind.LogIn or FtpActionKind.LogOut or FtpActionKind.Secure;
            Invariant.Require(_isLoggedIn || isForAll, $"{action.Kind} without a login");
            foreach (string path in new[] { action.Path, action.Target })
            {
                Invariant.Require(
                    path.Length == 0 || path.Split('/').All(segment => segment is not ("" or "." or "..")),
                    $"{action.Kind} outside the root: {path}");
            }

            Invariant.Require(
                action.Address is null || (action.Address.Address.Equals(Peer) && action.Address.Port >= 1024),
                "data to a stranger");
        }

        private void Report(FtpAction action)
        {
            if (Roll(4) == 0)
            {
                _session.OnRefused((FtpRefusal)Roll(Enum.GetValues<FtpRefusal>().Length));
                return;
            }

            _isLoggedIn |= action.Kind == FtpActionKind.LogIn;
            var entry = new FtpEntry("name", FtpEntryKind.File, Roll(100), DateTimeOffset.UnixEpoch);
            switch (action.Kind)
            {
                case FtpActionKind.Listen: _session.OnListening(1024 + Roll(60_000)); break;
                case FtpActionKind.TellEntries:
                    _session.OnEntries([entry], missing: 0, DateTimeOffset.UnixEpoch);
                    break;
                case FtpActionKind.Sum: _session.OnSum("00", Roll(100)); break;
                case FtpActionKind.TellEntry or FtpActionKind.TellLength or FtpActionKind.TellModified:
                    _session.OnEntry(entry);
                    break;
                default: _session.OnDone(); break;
            }
        }

        private void EndTransfer()
        {
            if (Roll(3) == 0)
                _session.OnRefused(FtpRefusal.DataBroken);
            else
                _session.OnDone();
        }

        private int Roll(int sides)
        {
            _dice = (_dice * 1_664_525) + 1_013_904_223; // Numerical Recipes' generator
            return (int)((_dice >> 8) % (uint)sides);
        }
    }
}

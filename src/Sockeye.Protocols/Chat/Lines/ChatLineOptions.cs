using Sockeye.Protocols.Checks;

namespace Sockeye.Protocols.Chat.Lines;

/// <summary>How somebody who types lines meets a hall.</summary>
public sealed record ChatLineOptions
{
    /// <summary>The room where who comes is taken to. Default <c>#lobby</c>.</summary>
    public string Lobby { get; init; } = "#lobby";

    /// <summary>Where it comes from, as others see it.</summary>
    public string Host { get; init; } = "localhost";

    /// <summary>Whether nobody on the way can read along.</summary>
    public bool IsSecure { get; init; }

    /// <summary>How many of the last lines said are shown on entering a room. Default 10: half a screen.</summary>
    public int LinesBefore { get; init => field = Require.AtLeast(0, value); } = 10;

    /// <summary>How many lines are shown at most of anything that was asked for. Default 100: our choice.</summary>
    public int MaxAnswerLines { get; init => field = Require.AtLeast(1, value); } = 100;

    /// <summary>How many names are tried. Default 5: who types has found one by then.</summary>
    public int MaxNames { get; init => field = Require.AtLeast(1, value); } = 5;
}

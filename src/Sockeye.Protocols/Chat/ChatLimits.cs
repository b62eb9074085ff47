using Sockeye.Protocols.Checks;

namespace Sockeye.Protocols.Chat;

/// <summary>How much of everything a hall takes.</summary>
/// <remarks>The defaults are those of ergo's default.yaml, where it has one.</remarks>
public sealed record ChatLimits
{
    /// <summary>The longest nick, in UTF-16 units. Default 32.</summary>
    public int MaxNick { get; init => field = Require.AtLeast(1, value); } = 32;

    /// <summary>The longest name of a room with its mark, in UTF-16 units. Default 64.</summary>
    public int MaxRoomName { get; init => field = Require.AtLeast(2, value); } = 64;

    /// <summary>The longest topic, reason and away text, in UTF-16 units. Default 390.</summary>
    public int MaxTopic { get; init => field = Require.AtLeast(1, value); } = 390;

    /// <summary>How many rooms a member may be in. Default 100.</summary>
    public int MaxRoomsOfMember { get; init => field = Require.AtLeast(1, value); } = 100;

    /// <summary>How many members a room may have. Default 10,000: our choice, a join is told to each of them.</summary>
    public int MaxMembersOfRoom { get; init => field = Require.AtLeast(1, value); } = 10_000;

    /// <summary>How many rooms there may be. Default 10,000: our choice.</summary>
    public int MaxRooms { get; init => field = Require.AtLeast(1, value); } = 10_000;

    /// <summary>How many masks each list of a room may have. Default 100.</summary>
    public int MaxMasks { get; init => field = Require.AtLeast(1, value); } = 100;

    /// <summary>How many who left are remembered. Default 100.</summary>
    public int MaxDeparted { get; init => field = Require.AtLeast(0, value); } = 100;

    /// <summary>How many messages of a room are kept. Default 2,048.</summary>
    public int MaxHistory { get; init => field = Require.AtLeast(0, value); } = 2_048;
}

namespace Sockeye.Services.Talk;

/// <summary>How a talk ended.</summary>
public enum TalkEnd
{
    /// <summary>We said BYE.</summary>
    WeSaidBye,

    /// <summary>The peer said BYE.</summary>
    PeerSaidBye,

    /// <summary>The peer ended its stream without BYE.</summary>
    PeerLeft,

    /// <summary>Our own lines ended without BYE.</summary>
    OurInputEnded,
}

namespace Sockeye.Driving;

/// <summary>Why a <see cref="MachineDriver"/> stopped.</summary>
public enum DriveEnd
{
    /// <summary>The machine has finished.</summary>
    Finished,

    /// <summary>The token said to give up.</summary>
    Cancelled,

    /// <summary>Nothing was received for the idle time.</summary>
    IdleTooLong,
}

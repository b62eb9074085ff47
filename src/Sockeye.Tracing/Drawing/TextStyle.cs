namespace Sockeye.Tracing.Drawing;

/// <summary>How a ladder is written as text.</summary>
/// <param name="Width">How many columns there are; at least 40.</param>
/// <param name="Unicode">Lines and arrows as box drawing; otherwise in ASCII.</param>
/// <param name="Colour">With the colours of ECMA-48.</param>
public sealed record TextStyle(int Width, bool Unicode, bool Colour);

/// <summary>What a cell of the text means, and so its colour.</summary>
internal enum Ink
{
    Plain,
    Faint,
    Call,
    Failure,
    Data,
    Wait,
    State,
    Arrow,
}

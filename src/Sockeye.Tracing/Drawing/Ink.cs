namespace Sockeye.Tracing.Drawing;

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

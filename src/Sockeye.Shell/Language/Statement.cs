namespace Sockeye.Shell.Language;

/// <summary>A line: <c>c, peer = accept(s)</c>.</summary>
/// <param name="Text">As it was written, without blanks around it and without its comment.</param>
/// <param name="Targets">The variables that take the value; none when it is only shown.</param>
/// <param name="Value">What is done.</param>
internal sealed record Statement(string Text, IReadOnlyList<NameExpression> Targets, Expression Value)
{
    /// <summary>All expressions but the targets.</summary>
    public IEnumerable<Expression> All => Value.All;
}

namespace Sockeye.Shell.Language;

/// <summary>The smallest part of a line that means something.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it was written; of a string literal the quotes as well.</param>
/// <param name="Column">Where it begins, from 0.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Column);

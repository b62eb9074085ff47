namespace Sockeye.Shell.Language;

/// <summary>The smallest part of a line that means something.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it was written; of a string literal the quotes as well.</param>
/// <param name="Column">Where it begins, from 0.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Column);

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>A run of characters that mean nothing to the grammar: a name, a number, an address.</summary>
    Word,

    /// <summary>A string literal.</summary>
    Text,

    Open,
    Close,
    Comma,
    Equals,

    /// <summary>The end of the line, or a comment.</summary>
    End,
}

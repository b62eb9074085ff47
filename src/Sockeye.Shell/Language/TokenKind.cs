namespace Sockeye.Shell.Language;

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

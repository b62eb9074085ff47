namespace Sockeye.Shell.Language;

/// <summary>Cuts a line into tokens.</summary>
/// <remarks>
/// A word ends at a blank or at one of <c>( ) , = "</c>, so that addresses need no quotes: <c>127.0.0.1:80</c>,
/// <c>[::1]:80</c>, <c>/tmp/x.sock</c>, <c>@name</c>. A <c>#</c> where a token could begin starts a comment.
/// </remarks>
internal static class Lexer
{
    /// <summary>What stands between tokens, and is no part of any.</summary>
    public const string Blanks = " \t\r\n";

    private const string EndsWord = Blanks + "(),=\"";

    /// <summary>All tokens, <see cref="TokenKind.End"/> last.</summary>
    /// <exception cref="ShellException">A string literal has no end.</exception>
    public static List<Token> Tokens(string line)
    {
        var tokens = new List<Token>();
        int at = 0;
        do
        {
            while (at < line.Length && Blanks.Contains(line[at], StringComparison.Ordinal))
                at++;
            Token token = Next(line, at);
            tokens.Add(token);
            at += token.Text.Length;
        }
        while (tokens[^1].Kind != TokenKind.End);
        return tokens;
    }

    private static Token Next(string line, int at)
    {
        if (at == line.Length || line[at] == '#')
            return new Token(TokenKind.End, "", at);

        return line[at] switch
        {
            '(' => new Token(TokenKind.Open, "(", at),
            ')' => new Token(TokenKind.Close, ")", at),
            ',' => new Token(TokenKind.Comma, ",", at),
            '=' => new Token(TokenKind.Equals, "=", at),
            '"' => new Token(TokenKind.Text, line[at..EndOfText(line, at)], at),
            _ => new Token(TokenKind.Word, line[at..EndOfWord(line, at)], at),
        };
    }

    private static int EndOfWord(string line, int at)
    {
        while (at < line.Length && !EndsWord.Contains(line[at], StringComparison.Ordinal))
            at++;
        return at;
    }

    private static int EndOfText(string line, int open)
    {
        for (int at = open + 1; at < line.Length; at++)
        {
            if (line[at] == '"')
                return at + 1;
            if (line[at] == '\\')
                at++; // whatever is escaped, a quote as well
        }

        throw new ShellException("this string has no end; close it with \"", open);
    }
}
